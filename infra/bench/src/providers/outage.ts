import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../benchmark.js';
import { median } from '../rounds.js';
import { type Intel, statusIn } from './intel.js';
import { percentile } from '../tokens/percentile.js';
import { publicAddress } from './zipf.js';

const PER_SECOND = 300;
const SECONDS = 10;
const TICK_MS = 10;
const PLENTY = [{ kind: 'rolling', seconds: 60, limit: 10_000_000 }] as const;
const LIMIT_MS = 1_000;
/** A breaker stays open for half a second at least. */
const PROBES_APART_MS = 500;

const PARTIES = [
  { name: 'out_vt', builtIn: 'virustotal' },
  { name: 'out_gn', builtIn: 'greynoise_community' },
  { name: 'out_ab', builtIn: 'abuseipdb' },
] as const;
const DEAD = PARTIES[0];

interface Answered {
  readonly of: string;
  readonly ms: number;
  readonly at: number;
  readonly status: string;
}

/** Events at a steady rate, each needing one of three parties, and how long each took. */
async function traffic(intel: Intel, round: number): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  const underWay: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    const due = startedAt + (n * 1_000) / PER_SECOND;
    if (due > performance.now() + TICK_MS) await sleep(TICK_MS);
    const { name } = PARTIES[n % PARTIES.length]!;
    const event = { ip: publicAddress(n, 50 + round), needs: name };
    const at = performance.now();
    underWay.push(
      intel.enrich([event]).then(([text = '']) => {
        const status = statusIn(text, name).replace(/\(.*/, '');
        answered.push({ of: name, ms: performance.now() - at, at: Date.now(), status });
      }),
    );
  }
  await Promise.all(underWay);
  return answered;
}

const p99 = (of: readonly Answered[]): number =>
  percentile(
    of.map(({ ms }) => ms),
    0.99,
  );

/** One of three parties does not answer: what becomes of events that need the others, and of calls to it. */
export async function outage(
  intel: Intel,
  rounds: number,
  progress: (detail: string) => void,
): Promise<Check[]> {
  for (const { name, builtIn } of PARTIES)
    await intel.define(name, {
      builtIn,
      windows: PLENTY,
      limitMs: LIMIT_MS,
      condition: `event.needs == '${name}'`,
    });
  const normal: number[] = [];
  const others: number[] = [];
  const open: number[] = [];
  const callsAfter: number[] = [];
  const needed: number[] = [];
  let areProbes = true;
  for (let round = 0; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}, all answer`);
    const before = await traffic(intel, 2 * round);
    progress(`round ${round} of ${rounds}, one hangs`);
    await intel.mishap(DEAD.builtIn, { kind: 'hang' });
    const during = await traffic(intel, 2 * round + 1);
    await intel.client.order('clearMishaps');
    const { log } = await intel.calls(DEAD.builtIn, 1_000);
    await recovered(intel, round);
    if (round === 0) continue;
    normal.push(p99(before.filter(({ of }) => of !== DEAD.name)));
    others.push(p99(during.filter(({ of }) => of !== DEAD.name)));
    const refused = during.filter(({ of, status }) => of === DEAD.name && status === 'open');
    open.push(p99(refused));
    const openedAt = Math.min(...refused.map(({ at }) => at));
    // A hung call is in the log when it ends; its time is that of its beginning.
    const after = log.map(({ at }) => at).filter((at) => at > openedAt);
    const probes = after.toSorted((a, b) => a - b).slice(0, 20);
    callsAfter.push(after.length);
    needed.push(refused.length);
    areProbes &&= probes.every((at, i) => i === 0 || at - probes[i - 1]! >= PROBES_APART_MS);
  }
  for (const { name } of PARTIES) await intel.remove(name);
  const ratio = median(others) / median(normal);
  const ms = (values: readonly number[]) => median(values).toFixed(1);
  return [
    {
      what: 'events that need only parties that answer take as long as ever',
      holds: ratio <= 1.5,
      detail: `p99 ${ms(others)} ms with one of three hanging, ${ms(normal)} ms without: ${ratio.toFixed(2)} x, at most 1.5 x (medians of ${rounds} alternating rounds, ${PER_SECOND} events/s)`,
    },
    {
      what: 'calls to the one that hangs are probes, once it is held back',
      holds: areProbes,
      detail: `${median(callsAfter)} calls a round for ${median(needed)} events that needed it, ${PROBES_APART_MS} ms apart at least`,
    },
    {
      what: 'what is held back is answered at once',
      holds: median(open) <= 10,
      detail: `p99 ${ms(open)} ms, at most 10`,
    },
  ];
}

/** Probes go through again, and as many successes as it takes. */
async function recovered(intel: Intel, round: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let n = 0; Date.now() < deadline; n++) {
    const values = Array.from({ length: 20 }, (_, i) => publicAddress(n * 20 + i, 90 + round));
    const answers = await intel.look(DEAD.name, values);
    if (answers.every(({ status }) => status === 'fresh')) return;
    await sleep(200);
  }
  throw new Error('It was held back for ever.');
}
