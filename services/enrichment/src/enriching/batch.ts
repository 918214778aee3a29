import { type EventFault, parseEvent } from './event-text.js';
import type { Begun, Enricher } from './enricher.js';
import type { JsonObject } from '../json-object.js';
import { type AskOutside, NOBODY, OutsideAnswers } from './outside.js';
import { splice } from './splice.js';

/** What became of one event of a batch. */
export type Outcome = { readonly event: Uint8Array } | { readonly fault: EventFault };

const ANSWER_FULL: EventFault = {
  code: 'too_large',
  message: 'The answer has no room for this event: send it again in a smaller batch.',
};

/** One event given as JSON in UTF-8, walked through. */
export class BegunEvent {
  private constructor(
    private readonly bytes: Uint8Array,
    private readonly event: JsonObject,
    private readonly begun: Begun,
  ) {}

  static of(
    enricher: Enricher,
    logType: string,
    bytes: Uint8Array,
  ): BegunEvent | { readonly fault: EventFault } {
    const parsed = parseEvent(bytes);
    if ('fault' in parsed) return parsed;
    return new BegunEvent(bytes, parsed.event, enricher.begin(logType, parsed.event));
  }

  get wanted() {
    return this.begun.wanted;
  }

  answered(answers: OutsideAnswers): void {
    this.begun.answered(answers);
  }

  /** As it came, with what was found before its last brace. */
  enriched(): Uint8Array {
    return splice(this.bytes, this.event, this.begun.additions());
  }
}

/**
 * Enriches events given as JSON in UTF-8, each on its own: a bad one is its own fault only. Others are asked
 * once for all events together.
 *
 * @param answerBytesMax what the enriched events may come to together; those that no longer fit
 *   are refused one by one, and may be sent again
 * @returns as many outcomes as events, in their order
 */
export async function enrichBatch(
  enricher: Enricher,
  logType: string,
  events: readonly Uint8Array[],
  answerBytesMax: number,
  ask: AskOutside = NOBODY,
): Promise<Outcome[]> {
  const begun = events.map((bytes) => BegunEvent.of(enricher, logType, bytes));
  const asking = begun.filter(
    (each): each is BegunEvent => each instanceof BegunEvent && each.wanted.length > 0,
  );
  if (asking.length > 0) {
    const wanted = asking.flatMap((each) => each.wanted);
    const answers = await OutsideAnswers.to(wanted, ask);
    for (const each of asking) each.answered(answers);
  }
  let room = answerBytesMax;
  return begun.map((each) => {
    if (!(each instanceof BegunEvent)) return each;
    const event = each.enriched();
    if (event.length > room) return { fault: ANSWER_FULL };
    room -= event.length;
    return { event };
  });
}
