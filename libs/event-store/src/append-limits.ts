import type { Append } from './event-store.js';

export const APPEND_EVENTS_MAX = 512;
/** So that an event in any of its forms fits a message on the bus. */
export const EVENT_BYTES_MAX = 256 * 1024;

/**
 * Limits that the callers of a store must keep; breaking one is a mistake in our own code.
 *
 * @returns the events as JSON without their type, since they had to be written to be measured
 */
export function serialised({ stream, events }: Append): readonly string[] {
  if (events.length < 1 || events.length > APPEND_EVENTS_MAX)
    throw new RangeError(`An append has 1 to ${APPEND_EVENTS_MAX} events.`);
  if (stream.length < 3 || stream.length > 200)
    throw new RangeError('A stream name has 3 to 200 characters.');
  return events.map(({ event: { type: _type, ...data } }) => {
    const text = JSON.stringify(data);
    if (Buffer.byteLength(text) > EVENT_BYTES_MAX)
      throw new RangeError(`An event has at most ${EVENT_BYTES_MAX} bytes.`);
    return text;
  });
}
