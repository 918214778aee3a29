// Run as a process of its own: sends events to the enrichment service over the bus.
import { randomUUID } from 'node:crypto';
import { EnrichmentApi } from '@margay/contracts';
import { Bus, BusClient, type Caller } from '@margay/messaging';
import { Logger } from '@nestjs/common';
import { rateDuring } from '../rounds.js';
import { answering } from '../side-process.js';
import { type BusLoad, BATCHES } from './load.js';
import { logBatches } from './log-events.js';

Logger.overrideLogger(['error', 'fatal']);
const seed = process.env['NATS_NKEY_SEED'] ?? '';
const bus = new Bus({
  servers: [process.env['NATS_URL'] ?? ''],
  seed: { reveal: () => seed },
  service: 'gateway',
}).start();
await bus.ready(10_000);
const enrichment = new BusClient(bus).of(EnrichmentApi);

const caller = (): Caller => ({
  actor: { type: 'api-token', id: '6f2d0b1e-52d4-4c43-9a57-0b8f6d1f6a11', name: 'collector' },
  requestId: randomUUID(),
  origin: { sourceIp: '198.51.100.7', forwardedFor: [], userAgent: 'vector/0.42.0' },
});

const batches = logBatches(BATCHES.count, BATCHES.size).map(({ logType, events }) => ({
  logType,
  events: events.map((event) => Buffer.from(JSON.stringify(event))),
}));
const singles = batches.flatMap(({ logType, events }) =>
  events.map((event) => ({ logType, events: [event] })),
);

const MARK = Buffer.from('"p_enrichment":');

/** @returns how many of the events came back with something found */
async function send({ logType, events }: (typeof batches)[number]): Promise<number> {
  const { results } = await enrichment.enrichEvents({ logType, events }, caller());
  const good = results.filter(({ outcome }) => outcome.case === 'event').length;
  if (good !== events.length) throw new Error(`${events.length - good} events were refused.`);
  return results.filter(
    ({ outcome }) => outcome.case === 'event' && Buffer.from(outcome.value).includes(MARK),
  ).length;
}

async function timed({ batchSize, inFlight, ms }: BusLoad): Promise<number> {
  const requests = batchSize === 1 ? singles : batches;
  const perSecond = await rateDuring(ms, inFlight, async (index) => {
    const request = requests[index % requests.length];
    if (!request) return;
    const { results } = await enrichment.enrichEvents(request, caller());
    if (results.length !== batchSize) throw new Error('Events are missing in an answer.');
  });
  return perSecond * batchSize;
}

answering(async (load: BusLoad | 'all once') => {
  if (load !== 'all once') return timed(load);
  let found = 0;
  for (const batch of batches) found += await send(batch);
  return found;
});
