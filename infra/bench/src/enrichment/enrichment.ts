import { type Platform, startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { requestBytes } from '../http-connection.js';
import { underLoad } from '../http-load.js';
import { alternate } from '../rounds.js';
import { startSideProcess } from '../side-process.js';
import { BATCHES, type BusLoad } from './load.js';
import { type LogBatch, logBatches } from './log-events.js';
import { ndjson } from './ndjson.js';

const TURN_MS = 2_000;
const MANY = 8;

const BUS_ONE = 'bus, one by one';
const BUS_BATCH = 'bus, batches of 100';
const BUS_ONE_MANY = 'bus, single events, 8 in flight';
const BUS_BATCH_MANY = 'bus, batches of 100, 8 in flight';
const REST_ONE = 'REST, one by one';
const REST_BATCH = 'REST, batches of 100';
const REST_ONE_MANY = 'REST, single events, 8 connections';
const REST_BATCH_MANY = 'REST, batches of 100, 8 connections';
const IN_PROCESS = 'in process, 20,000 lines';
const REST_LINES = 'REST, 20,000 lines of NDJSON';

/** Some addresses are private and some belong to nobody. */
const FOUND_SHARE_LEAST = 0.8;

const requestOf = (token: string, batch: LogBatch): Buffer =>
  requestBytes(
    'POST',
    '/enrichment/events',
    { 'x-api-key': token, 'content-type': 'application/json' },
    JSON.stringify(batch),
  );

function restLoads({ gatewayUrl: url, administratorToken }: Platform) {
  const batches = logBatches(BATCHES.count, BATCHES.size);
  const batched = batches.map((batch) => requestOf(administratorToken, batch));
  const single = batches.flatMap(({ logType, events }) =>
    events.map((event) => requestOf(administratorToken, { logType, events: [event] })),
  );
  return (batchSize: 1 | 100, connections: number) => async (): Promise<number> => {
    const requests = batchSize === 1 ? single : batched;
    const { perSecond } = await underLoad({ url, connections, ms: TURN_MS, requests });
    return perSecond * batchSize;
  };
}

const check = (found: number): Check => ({
  what: 'every event comes back',
  holds: found >= BATCHES.count * BATCHES.size * FOUND_SHARE_LEAST,
  detail: `${BATCHES.count * BATCHES.size} events, ${found} with something found`,
});

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const client = await startSideProcess<BusLoad | 'all once', number>(
      new URL('./bus-client.js', import.meta.url),
      {
        NATS_URL: platform.installation.natsUrl,
        NATS_NKEY_SEED: platform.installation.secrets.bus['gateway'] ?? '',
      },
    );
    whenDone(() => client.stop());
    const bus = (batchSize: 1 | 100, inFlight: number) => () =>
      client.ask({ batchSize, inFlight, ms: TURN_MS });
    const rest = restLoads(platform);
    const lines = await ndjson(platform);
    const found = await client.ask('all once');
    const measured = await alternate(
      [
        { name: BUS_ONE, run: bus(1, 1) },
        { name: BUS_BATCH, run: bus(100, 1) },
        { name: BUS_ONE_MANY, run: bus(1, MANY) },
        { name: BUS_BATCH_MANY, run: bus(100, MANY) },
        { name: REST_ONE, run: rest(1, 1) },
        { name: REST_BATCH, run: rest(100, 1) },
        { name: REST_ONE_MANY, run: rest(1, MANY) },
        { name: REST_BATCH_MANY, run: rest(100, MANY) },
        { name: IN_PROCESS, run: lines.inProcess },
        { name: REST_LINES, run: lines.rest },
      ],
      conditions.rounds,
      turn(conditions),
    );
    return { measured, checks: [check(found)], notes: [], servers: {} };
  });
}

/** What batches are worth, to whoever sends log events. */
export const enrichment: Benchmark = {
  name: 'enrichment',
  about: 'CloudTrail and web access events to the enrichment service, over the bus and by REST.',
  unit: 'events',
  comparisons: [
    { what: BUS_BATCH, base: BUS_ONE, atLeast: 10 },
    { what: BUS_BATCH_MANY, base: BUS_ONE_MANY },
    { what: REST_BATCH, base: REST_ONE },
    { what: REST_BATCH_MANY, base: REST_ONE_MANY },
    { what: REST_LINES, base: IN_PROCESS, atLeast: 0.5 },
  ],
  run,
};
