import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../enrichment/random.js';
import { residentMb } from '../process.js';
import type { Check } from '../benchmark.js';
import { type Intel, type ProviderPlan, statusIn } from './intel.js';
import { publicAddress, zipf } from './zipf.js';

/** An hour in three minutes. */
const TIMES_FASTER = 20;
const HOUR_MS = 3_600_000 / TIMES_FASTER;
const BATCH = 200;
const WIDTH = 8;
const ADDRESSES = 200_000;

const window = (seconds: number, limit: number) =>
  ({ kind: 'rolling', seconds: seconds / TIMES_FASTER, limit }) as const;
const DAY = 86_400;

/** What each gives away, with times as much shorter as the hour is. */
const PLANS: Readonly<Record<string, ProviderPlan>> = {
  virustotal: { builtIn: 'virustotal', windows: [window(60, 4), window(DAY, 500)] },
  greynoise: { builtIn: 'greynoise_community', windows: [window(7 * DAY, 50)] },
  abuseipdb: { builtIn: 'abuseipdb', windows: [window(DAY, 1_000)] },
};

const ENDS = ['fresh', 'hit', 'stale', 'not_found', 'throttled', 'open', 'timeout', 'error'];

export interface Hour {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

/** A million events in an hour that is over in minutes, half of them to be looked up at all three. */
export async function hour(
  intel: Intel,
  events: number,
  pid: number | undefined,
  progress: (detail: string) => void,
): Promise<Hour> {
  for (const [name, plan] of Object.entries(PLANS))
    await intel.define(name, {
      ...plan,
      key: 1,
      timesFaster: TIMES_FASTER,
      condition: 'event.api == true',
    });
  const before = new Map<string, number>();
  for (const [name, { builtIn }] of Object.entries(PLANS)) {
    await intel.client.order('providerLatency', {
      provider: builtIn === 'greynoise_community' ? 'greynoise' : builtIn,
      ms: 20,
    });
    before.set(name, (await intel.calls(builtIn)).units);
  }
  const next = zipf(ADDRESSES, 1, randomFrom(8));
  const ends = new Map(Object.keys(PLANS).map((name) => [name, new Map<string, number>()]));
  const startedAt = performance.now();
  let sent = 0;
  let local = 0;
  const memory: number[] = [];
  const sampling = setInterval(() => void residentMb(pid).then((mb) => memory.push(mb)), 1_000);
  const lane = async () => {
    while (sent < events) {
      const from = sent;
      sent += BATCH;
      const due = startedAt + (from / events) * HOUR_MS;
      if (due > performance.now()) await sleep(due - performance.now());
      const batch = Array.from({ length: BATCH }, (_, i) => ({
        n: from + i,
        ip: publicAddress(next(), 130),
        api: i % 2 === 0,
      }));
      for (const [i, text] of (await intel.enrich(batch)).entries()) {
        if (i % 2 === 1) {
          local++;
          continue;
        }
        for (const [name, counts] of ends) {
          const end = statusIn(text, name).replace(/\(.*/, '');
          counts.set(end, (counts.get(end) ?? 0) + 1);
        }
      }
      if (from % 20_000 === 0) progress(`${from} of ${events} events`);
    }
  };
  try {
    await Promise.all(Array.from({ length: WIDTH }, lane));
  } finally {
    clearInterval(sampling);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const hours = (seconds * TIMES_FASTER) / 3_600;
  const asked = events / 2;
  const share = (count: number) => `${((count * 100) / asked).toFixed(2)} %`;
  const checks: Check[] = [];
  const notes = [
    `${events} events in ${seconds.toFixed(0)} s, which stand for ${hours.toFixed(2)} hours; ${local} needed only what is in memory`,
  ];
  for (const [name, counts] of ends) {
    const { builtIn } = PLANS[name]!;
    const { units, overLimit } = await intel.calls(builtIn);
    const told = ENDS.flatMap((end) =>
      counts.get(end) ? [`${end} ${share(counts.get(end)!)}`] : [],
    );
    const others = [...counts].filter(([end]) => !ENDS.includes(end));
    notes.push(
      `${name}: ${told.join(', ')}${others.map(([end, count]) => `, ${end} ${count}`).join('')}; ${units - (before.get(name) ?? 0)} calls`,
    );
    checks.push({
      what: `${name} is asked no more than it allows`,
      holds: overLimit === 0,
      detail: `${units - (before.get(name) ?? 0)} units, ${overLimit} calls over the limit`,
    });
  }
  notes.push(
    `memory of the service: ${Math.round(memory[0] ?? 0)} MB at first, ${Math.round(Math.max(...memory))} MB at most, ${Math.round(memory.at(-1) ?? 0)} MB at last`,
  );
  for (const name of Object.keys(PLANS)) await intel.remove(name);
  return { checks, notes };
}
