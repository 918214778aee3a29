import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../enrichment/random.js';
import { type Contender, rate } from '../rounds.js';
import type { Check } from '../benchmark.js';
import { onEach } from '../on-each.js';
import type { Intel } from './intel.js';
import { publicAddress, zipf } from './zipf.js';

export const NAIVE = 'a call for each event, 16 at a time';
export const OURS = 'events by rule, batches of 100, 8 at a time';
const NAME = 'naive_vt';
const NAIVE_EVENTS = 2_000;
const NAIVE_WIDTH = 16;
const EVENTS = 40_000;
const BATCH = 100;
const WIDTH = 8;
const ADDRESSES = 1_500;
const LATENCY_MS = 20;
const PLENTY = [{ kind: 'rolling', seconds: 60, limit: 10_000_000 }] as const;

/** Events whose addresses nobody has asked about in the rounds before. */
function* eventsOf(round: number, count: number): Generator<{ ip: string; vt: true }> {
  const next = zipf(ADDRESSES, 1, randomFrom(round));
  for (let i = 0; i < count; i++) yield { ip: publicAddress(next(), round), vt: true };
}

function* batchesOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** A client that asks for every event, beside the platform that asks for every address. */
export async function againstNaive(
  intel: Intel,
): Promise<{ contenders: Contender[]; check: () => Check; done: () => Promise<void> }> {
  await intel.define(NAME, {
    builtIn: 'virustotal',
    windows: PLENTY,
    condition: 'event.vt == true',
  });
  await intel.client.order('providerLatency', { provider: 'virustotal', ms: LATENCY_MS });
  let round = 0;
  const differences: number[] = [];
  let distinct = 0;
  const naive = async ({ ip }: { ip: string }) => {
    const response = await fetch(
      `${intel.sandboxUrl}/providers/virustotal/api/v3/ip_addresses/${ip}`,
      {
        headers: { 'x-apikey': 'naive' },
      },
    );
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`The sandbox answered ${response.status}.`);
  };
  const contenders = [
    {
      name: NAIVE,
      run: () =>
        rate(NAIVE_EVENTS, () => onEach(eventsOf(++round, NAIVE_EVENTS), naive, NAIVE_WIDTH)),
    },
    {
      name: OURS,
      run: async () => {
        const events = [...eventsOf(++round, EVENTS)];
        const before = (await intel.calls('virustotal')).calls;
        const perSecond = await rate(EVENTS, () =>
          onEach(batchesOf(events, BATCH), (batch) => intel.enrich(batch), WIDTH),
        );
        distinct = new Set(events.map(({ ip }) => ip)).size;
        const { calls } = await intel.calls('virustotal');
        differences.push(calls - before - distinct);
        return perSecond;
      },
    },
  ];
  return {
    contenders,
    check: () => ({
      what: 'one call for each address, exactly',
      holds: differences.every((difference) => difference === 0),
      detail: `${EVENTS} events a round with ${distinct} addresses; calls beyond that, by round: ${differences.join(', ')}`,
    }),
    done: async () => {
      await intel.client.order('providerLatency', { provider: 'virustotal', ms: 0 });
      await intel.remove(NAME);
      await sleep(500);
    },
  };
}
