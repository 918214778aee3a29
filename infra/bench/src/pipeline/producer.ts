// Run as a process of its own: puts log events into LOGS.
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { logBatches } from '../enrichment/log-events.js';
import { answering } from '../side-process.js';
import { openQueues } from './queues.js';

/** Which events, by their numbers. */
export interface Span {
  readonly from: number;
  readonly count: number;
}

Logger.overrideLogger(['error', 'fatal']);
const { logs } = await openQueues('collector');
const events = logBatches(200, 100).flatMap((batch) =>
  batch.events.map((event) => ({
    logType: batch.logType,
    body: Buffer.from(JSON.stringify(event)),
  })),
);
const OUTSTANDING_MAX = 2_000;
const AGAIN_MS = 100;

/** Until it is in, under the same id, however long the queue is full. */
async function put(number: number): Promise<void> {
  const event = events[number % events.length];
  if (!event) return;
  for (;;) {
    try {
      await logs.put(event.logType, `bench-${number}`, event.body);
      return;
    } catch {
      await sleep(AGAIN_MS);
    }
  }
}

answering(async ({ from, count }: Span) => {
  const outstanding = new Set<Promise<void>>();
  for (let number = from; number < from + count; number++) {
    await logs.room();
    while (outstanding.size >= OUTSTANDING_MAX) await Promise.race(outstanding);
    const one = put(number).finally(() => outstanding.delete(one));
    outstanding.add(one);
  }
  await Promise.all(outstanding);
  return true;
});
