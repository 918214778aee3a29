import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { logBatches } from '../enrichment/log-events.js';
import { randomFrom } from '../enrichment/random.js';
import { alternate } from '../rounds.js';
import { blockLookups } from './blocks.js';
import { enrichmentCode } from './enrichment-code.js';
import { handWritten } from './hand-written.js';
import { largeTable } from './large-table.js';

const TURN_MS = 2_000;
const BATCHES = 40;
const BATCH = 500;
const LARGE_ROWS = 5_000_000;

const BY_HAND = 'events by a hand-written loop';
const BY_US = 'events by the service’s code';
const CLOUDTRAIL = 'CloudTrail, every address in the event';
const EXACT = 'addresses in a Map, exact';
const NARROWEST = 'addresses in 500,000 blocks, narrowest';

/** Over all of a list, again and again, until the time is up. @returns how many a second */
async function over<Item>(
  ms: number,
  items: readonly Item[],
  each: (item: Item) => Promise<number>,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  for (let i = 0; performance.now() - start < ms; i++) done += await each(items[i % items.length]!);
  return (done * 1_000) / (performance.now() - start);
}

const eventsOf = (logType: string): Buffer[][] =>
  logBatches(BATCHES * 2, BATCH)
    .filter((batch) => batch.logType === logType)
    .map(({ events }) => events.map((event) => Buffer.from(JSON.stringify(event))));

async function run(conditions: Conditions): Promise<Findings> {
  const { progress, rounds } = conditions;
  progress('loading tables');
  const code = await enrichmentCode();
  const enricher = await code.enricher();
  const byHand = await handWritten('remote_host_ip_address');
  const [access, trail] = ['Apache.AccessCombined', 'AWS.CloudTrail'].map(eventsOf) as [
    Buffer[][],
    Buffer[][],
  ];
  const enrich = (logType: string, batch: readonly Buffer[]) =>
    code.enrichBatch(enricher, logType, batch, Infinity);
  const isSame = (
    await Promise.all(
      access.map(async (batch) =>
        (await enrich('Apache.AccessCombined', batch)).every(
          (outcome, i) =>
            'event' in outcome && Buffer.compare(outcome.event, byHand(batch[i]!)) === 0,
        ),
      ),
    )
  ).every(Boolean);
  const blocks = blockLookups(code, randomFrom(7));
  const measured = await alternate(
    [
      {
        name: BY_HAND,
        run: () =>
          over(TURN_MS, access, (batch) =>
            Promise.resolve(batch.map((event) => byHand(event)).length),
          ),
      },
      {
        name: BY_US,
        run: () =>
          over(
            TURN_MS,
            access,
            async (batch) => (await enrich('Apache.AccessCombined', batch)).length,
          ),
      },
      {
        name: CLOUDTRAIL,
        run: () =>
          over(TURN_MS, trail, async (batch) => (await enrich('AWS.CloudTrail', batch)).length),
      },
      { name: EXACT, run: () => Promise.resolve(blocks.exact(TURN_MS)) },
      { name: NARROWEST, run: () => Promise.resolve(blocks.narrowest(TURN_MS)) },
    ],
    rounds,
    turn(conditions),
  );
  progress(`reading ${LARGE_ROWS.toLocaleString('en')} rows`);
  const large = await largeTable(code, LARGE_ROWS);
  return {
    measured,
    checks: [
      { what: 'both give the same events', holds: isSame, detail: `${BATCHES * BATCH} events` },
      {
        what: 'the large table answers about its last row',
        holds: large.isWhole,
        detail: `${LARGE_ROWS} rows`,
      },
    ],
    notes: [
      `${LARGE_ROWS} rows of CSV are read in ${large.seconds.toFixed(1)} s and take ${large.bytesPerRow.toFixed(0)} bytes each`,
      `500000 blocks take ${(blocks.bytes / 1e6).toFixed(1)} MB`,
    ],
    servers: {},
  };
}

/** What enrichment costs in process, without bus and servers. */
export const tables: Benchmark = {
  name: 'tables',
  about: 'Enrichment in process: events beside a loop written by hand, blocks beside exact keys.',
  unit: 'a second',
  comparisons: [
    { what: BY_US, base: BY_HAND, atLeast: 0.5 },
    { what: CLOUDTRAIL, base: BY_US },
    { what: NARROWEST, base: EXACT, atLeast: 0.33 },
  ],
  run,
};
