import { setTimeout as sleep } from 'node:timers/promises';
import { CLUSTER, Drill, type DrillReport, SERVICES, startTemporaryPlatform } from '@margay/local';
import type { Benchmark, Check, Conditions, Findings } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { percentile } from '../tokens/percentile.js';

const FOR_MS = 180_000;
const KILL_EVERY_MS = 10_000;
/** How old what a gateway believes of a token may be. */
const BOUND_MS = 5_000;
/** A request that was let in at the last moment was sent a little before it arrived. */
const SENT_MS = 500;

/** Servers of the bus in between, so that none is killed while another still fills its store. */
function* victims(): Generator<string> {
  for (let turn = 0; ; turn++) {
    const server = (turn % CLUSTER.servers) + 1;
    yield `nats-${server}`;
    for (const service of [2 * turn, 2 * turn + 1]) {
      const { name = '' } = SERVICES[service % SERVICES.length] ?? {};
      yield `${name}-${(Math.floor((2 * turn) / SERVICES.length) % CLUSTER.replicas) + 1}`;
    }
  }
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

const checksOf = ({ reckoning, acknowledged, letInMs, unrefused, quota }: DrillReport): Check[] => {
  const { lost, doubled, unrecorded, recordedTwice, holes, records } = reckoning;
  return [
    {
      what: 'acknowledged creations are there, once',
      holds: lost === 0 && doubled === 0,
      detail: `${lost} of ${acknowledged} lost, ${doubled} doubled`,
    },
    {
      what: 'the audit log has each creation and deletion, once',
      holds: unrecorded === 0 && recordedTwice === 0 && holes === 0,
      detail: `${unrecorded} missing, ${recordedTwice} doubled, ${holes} holes in ${records} records`,
    },
    {
      what: 'a deleted token is refused by every gateway within the bound',
      holds: unrefused === 0 && letInMs.length > 0 && Math.max(...letInMs) < BOUND_MS + SENT_MS,
      detail:
        `let in last after ${percentile(letInMs, 50).toFixed(0)} ms at p50, ` +
        `${percentile(letInMs, 99).toFixed(0)} at p99, ${Math.max(...letInMs).toFixed(0)} at most, ` +
        `of ${letInMs.length}`,
    },
    {
      what: 'a quota is kept by all replicas together',
      holds: quota.overLimit === 0 && quota.units > 0,
      detail: `${quota.overLimit} calls over the limit, ${quota.units} units used, ${quota.asked} asked for`,
    },
  ];
};

const notesOf = ({ requests, failed, answeredMs, kills }: DrillReport): string[] => [
  `${requests} requests, ${failed} failed (${((100 * failed) / requests).toFixed(2)} %); ` +
    `answered in ${percentile(answeredMs, 50).toFixed(1)} ms at p50, ${percentile(answeredMs, 99).toFixed(0)} at p99`,
  ...kills.map(
    ({ name, failed: lost, failedForMs, readyAfterMs }) =>
      `${name.padEnd(14)} killed: ${String(lost).padStart(4)} requests failed, ` +
      `the last after ${seconds(failedForMs)} s; everything ready after ${seconds(readyAfterMs)} s`,
  ),
];

async function run({ progress }: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const { platform, stop } = await startTemporaryPlatform({ cluster: true, durable: true });
    whenDone(stop);
    const drill = await Drill.start(platform);
    await drill.goesOn();
    const startedAt = performance.now();
    const next = victims();
    const killing: Promise<void>[] = [];
    for (let at = 0; at < FOR_MS; at += KILL_EVERY_MS) {
      const name = next.next().value as string;
      progress(`${seconds(at)} of ${seconds(FOR_MS)} s`, name);
      killing.push(drill.kill(name));
      await sleep(Math.max(0, startedAt + at + KILL_EVERY_MS - performance.now()));
    }
    await Promise.all(killing);
    await drill.goesOn();
    progress('comparing with the audit log');
    const report = await drill.end();
    return { measured: [], checks: checksOf(report), notes: notesOf(report), servers: {} };
  });
}

/** A cluster under load, of which something is killed every ten seconds. */
export const cluster: Benchmark = {
  name: 'cluster',
  about: 'Three servers of the bus and two of every service; kill -9 every 10 s for 3 minutes.',
  unit: 'a second',
  comparisons: [],
  run,
};
