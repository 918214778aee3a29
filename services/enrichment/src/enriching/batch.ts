import { type EventFault, parseEvent } from './event-text.js';
import type { Enricher } from './enricher.js';
import { splice } from './splice.js';

/** What became of one event of a batch. */
export type Outcome = { readonly event: Uint8Array } | { readonly fault: EventFault };

const ANSWER_FULL: EventFault = {
  code: 'too_large',
  message: 'The answer has no room for this event: send it again in a smaller batch.',
};

/**
 * Enriches events given as JSON in UTF-8, each on its own: a bad one is its own fault only.
 *
 * @param answerBytesMax what the enriched events may come to together; those that no longer fit
 *   are refused one by one, and may be sent again
 * @returns as many outcomes as events, in their order
 */
export function enrichBatch(
  enricher: Enricher,
  logType: string,
  events: readonly Uint8Array[],
  answerBytesMax: number,
): Outcome[] {
  let room = answerBytesMax;
  return events.map((bytes) => {
    const parsed = parseEvent(bytes);
    if ('fault' in parsed) return parsed;
    const event = splice(bytes, parsed.event, enricher.additions(logType, parsed.event));
    if (event.length > room) return { fault: ANSWER_FULL };
    room -= event.length;
    return { event };
  });
}
