import type { Append } from './event-store.js';

export const APPEND_EVENTS_MAX = 512;

/** Limits that the callers of a store must keep; breaking one is a mistake in our own code. */
export function assertAppendable({ stream, events }: Append): void {
  if (events.length < 1 || events.length > APPEND_EVENTS_MAX)
    throw new RangeError(`An append has 1 to ${APPEND_EVENTS_MAX} events.`);
  if (stream.length < 3 || stream.length > 200)
    throw new RangeError('A stream name has 3 to 200 characters.');
}
