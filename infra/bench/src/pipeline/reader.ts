// Run as a process of its own: takes events from ENRICHED, and keeps count of each.
import { Logger } from '@nestjs/common';
import { answering } from '../side-process.js';
import type { Span } from './producer.js';
import { openQueues } from './queues.js';

export interface Seen {
  /** From the first to the last. */
  readonly ms: number;
  readonly total: number;
  readonly distinct: number;
}

Logger.overrideLogger(['error', 'fatal']);
const { enriched } = await openQueues('detection');
const consumer = enriched.consumer('detections', {
  batch: 500,
  batchBytes: 4_194_304,
  ackWaitMs: 30_000,
  inWorkMax: 5_000,
});
const { signal } = new AbortController();
/** How long nothing may come before it counts as the end; longer than a redelivery takes. */
const SILENCE_MS = 45_000;
/** What comes twice comes soon. */
const AFTERWARDS_MS = 2_000;

answering(async ({ from, count }: Span): Promise<Seen> => {
  const seen = new Uint8Array(count);
  let total = 0;
  let distinct = 0;
  let first = 0;
  let last = performance.now();
  const isOver = () => performance.now() - last > (distinct < count ? SILENCE_MS : AFTERWARDS_MS);
  while (!isOver())
    for (const item of await consumer.take(500, signal)) {
      item.done();
      const index = Number(item.id.slice('bench-'.length)) - from;
      if (index < 0 || index >= count) continue;
      if (total++ === 0) first = performance.now();
      last = performance.now();
      if (seen[index] === 0) distinct++;
      seen[index] = 1;
    }
  return { ms: last - first, total, distinct };
});
