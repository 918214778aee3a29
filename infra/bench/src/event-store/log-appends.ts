import type { EventStore } from '@margay/event-store';
import { rateDuring } from '../rounds.js';
import { sampleAppend, type SampleEvent } from './sample-event.js';

export const TURN_MS = 2_000;

/** Single-event appends by so many writers at once, each waiting for its own. @returns events per second */
export async function appends(store: EventStore<SampleEvent>, writers: number): Promise<number> {
  await store.append(sampleAppend());
  return rateDuring(TURN_MS, writers, async () => {
    const { kind } = await store.append(sampleAppend());
    if (kind !== 'written') throw new Error(`An append to a new stream was answered with ${kind}.`);
  });
}
