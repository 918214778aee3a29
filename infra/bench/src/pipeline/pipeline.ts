import { setTimeout as sleep } from 'node:timers/promises';
import { type Installation, startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { alternate } from '../rounds.js';
import { type SideProcess, startSideProcess } from '../side-process.js';
import { memoryTrend } from './memory-trend.js';
import type { Span } from './producer.js';
import type { Seen } from './reader.js';
import { Worker } from './worker.js';

const ONE = '1 worker';
const TWO = '2 workers';
const TURN_EVENTS = 40_000;
const KILL_EVERY_MS = 5_000;
const SAMPLE_EVERY_MS = 1_000;
const TREND_MAX = 0.15;

interface Traffic {
  readonly installation: Installation;
  readonly producer: SideProcess<Span, boolean>;
  readonly reader: SideProcess<Span, Seen>;
}

/** Everything is in LOGS before the first worker comes; what is timed is from the first event out to the last. */
const draining = ({ installation, producer, reader }: Traffic, next: () => Span) => {
  return async (count: number): Promise<number> => {
    const span = next();
    await producer.ask(span);
    const workers = Array.from({ length: count }, () => new Worker(installation));
    try {
      const { ms, distinct } = await reader.ask(span);
      return (distinct * 1_000) / ms;
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  };
};

interface LongRun extends Seen {
  readonly kills: number;
  /** Of the worker that was not killed, in MB, every second. */
  readonly memory: readonly number[];
}

/** One worker is killed every five seconds; the other stays, and its memory is looked at. */
async function underKills(
  { installation, producer, reader }: Traffic,
  span: Span,
  progress: (killed: number) => void,
): Promise<LongRun> {
  const steady = new Worker(installation);
  const victim = new Worker(installation);
  const over = new AbortController();
  const memory: number[] = [];
  let kills = 0;
  const every = async (ms: number, work: () => Promise<unknown>) => {
    while (!over.signal.aborted) {
      await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
      if (!over.signal.aborted) await work();
    }
  };
  const loops = [
    every(KILL_EVERY_MS, async () => {
      await victim.kill9AndRestart();
      progress(++kills);
    }),
    every(SAMPLE_EVERY_MS, async () => memory.push(await steady.memory())),
  ];
  try {
    const [seen] = await Promise.all([reader.ask(span), producer.ask(span)]);
    return { ...seen, kills, memory };
  } finally {
    over.abort();
    await Promise.all(loops);
    await Promise.all([steady.stop(), victim.stop()]);
  }
}

const checksOf = ({ total, distinct, kills, memory }: LongRun, events: number): Check[] => {
  const trend = memoryTrend(memory);
  return [
    {
      what: 'nothing is lost and nothing comes twice',
      holds: total === events && distinct === events,
      detail: `${events} events in, ${total} out, ${distinct} different; ${kills} times kill -9`,
    },
    {
      what: 'memory is flat',
      holds: Math.abs(trend) <= TREND_MAX,
      detail: `${(trend * 100).toFixed(1)} % from the first third to the last, after warm-up, of ${Math.round(Math.max(...memory))} MB at most`,
    },
  ];
};

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const env = { ...process.env, PIPELINE_WORKER: 'false' };
    const { platform, stop } = await startTemporaryPlatform({ env });
    whenDone(stop);
    const { installation } = platform;
    const as = (login: string) => ({
      NATS_URL: installation.natsUrl,
      NATS_NKEY_SEED: installation.secrets.bus[login] ?? '',
    });
    const at = (file: string) => new URL(file, import.meta.url);
    const producer = await startSideProcess<Span, boolean>(at('./producer.js'), as('collector'));
    whenDone(() => producer.stop());
    const reader = await startSideProcess<Span, Seen>(at('./reader.js'), as('detection'));
    whenDone(() => reader.stop());
    const traffic = { installation, producer, reader };

    const { events } = conditions;
    conditions.progress('with kill -9 every 5 s', `${events} events`);
    const long = await underKills(traffic, { from: 0, count: events }, (kills) =>
      conditions.progress('with kill -9 every 5 s', `${events} events, ${kills} kills`),
    );

    let from = events;
    const drain = draining(traffic, () => {
      const span = { from, count: TURN_EVENTS };
      from += TURN_EVENTS;
      return span;
    });
    const measured = await alternate(
      [
        { name: ONE, run: () => drain(1) },
        { name: TWO, run: () => drain(2) },
      ],
      conditions.rounds,
      turn(conditions),
    );
    const perSecond = Math.round((long.distinct * 1_000) / long.ms);
    return {
      measured,
      checks: checksOf(long, events),
      notes: [
        `${events} events put in, enriched and taken out at once, one of two workers being killed: ${perSecond} a second`,
      ],
      servers: {},
    };
  });
}

/** Events through the queues, and what is left of them when workers die. */
export const pipeline: Benchmark = {
  name: 'pipeline',
  about:
    'Log events from LOGS to ENRICHED: workers, kills, memory. --events N for another million.',
  unit: 'events',
  comparisons: [{ what: TWO, base: ONE }],
  run,
};
