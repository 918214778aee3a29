import { ServiceError } from '@margay/contracts';
import { type Sql, isTransient } from '@margay/event-store';
import { beginSpanOf, isTracing, redactText } from '@margay/observability';
import { Logger } from '@nestjs/common';
import type { Checkpointed, Place } from '@margay/event-store';
import type { EventSink } from './event-sink.js';
import { type ConsumedEvent, type ReceivedEvent, isReadable } from './consumed-event.js';
import { Backoff, pause } from './pause.js';
import type { ParkedEvent, Parking } from '@margay/event-store';
import { parkedEvent } from './parking.js';

const spanOf = ({ type, position, at, cause }: ReceivedEvent) => {
  const attributes = { 'margay.position': position };
  const name = `consume ${type.split('.').at(-1)}`;
  return beginSpanOf({ kind: 'consumer', name, parent: cause.traceparent, attributes }, at);
};

/** Somebody else moved the checkpoint. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

export interface ApplierOptions {
  readonly checkpoint: Checkpointed;
  readonly parking: Parking;
  readonly sink: EventSink;
  /** How often an event that fails by itself is tried before it is parked. Default 3. */
  readonly attemptsMax?: number;
}

/** Trouble that passes: the event is not to blame. */
const RETRYABLE: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate_limited']);

export const isRetryable = (error: unknown): boolean =>
  error instanceof ServiceError ? RETRYABLE.has(error.code) : isTransient(error);

const samePlace = (one: Place | undefined, other: Place): boolean =>
  one?.epoch === other.epoch && one.position === other.position;

const reasonOf = (error: unknown): string =>
  redactText(error instanceof Error ? error.message : String(error));

/**
 * Lets events have their effect once: the checkpoint moves in the same transaction.
 *
 * Passing trouble is waited out. An event that keeps failing by itself is parked; later ones of its
 * stream wait behind it, so that order holds, and everybody else's go on.
 */
export class EventApplier {
  private readonly logger = new Logger('consumer');

  constructor(private readonly options: ApplierOptions) {}

  /**
   * @param events without holes, of one epoch, the first right after `from` or the first of its epoch
   * @returns the place behind the last
   * @throws Fenced if the checkpoint is not at `from`; whatever `signal` was aborted with
   */
  async apply(
    from: Place | undefined,
    events: readonly ReceivedEvent[],
    signal: AbortSignal,
  ): Promise<Place> {
    try {
      return await this.commit(from, events, signal);
    } catch (error) {
      if (error instanceof Fenced || signal.aborted) throw error;
      this.logger.warn('A batch failed and is tried event by event.', {
        count: events.length,
        error,
      });
    }
    let place = from;
    for (const event of events) place = await this.applyOne(place, event, signal);
    if (!place) throw new RangeError('There must be an event to apply.');
    return place;
  }

  private async applyOne(
    from: Place | undefined,
    event: ReceivedEvent,
    signal: AbortSignal,
  ): Promise<Place> {
    const { attemptsMax = 3 } = this.options;
    const backoff = new Backoff(50, 1_000);
    let last: unknown;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      try {
        return await this.commit(from, [event], signal);
      } catch (error) {
        if (error instanceof Fenced || signal.aborted) throw error;
        last = error;
        if (attempt < attemptsMax) await pause(backoff.next(), signal);
      }
    }
    const { stream, position, type } = event;
    this.logger.error('An event is parked.', { stream, position, type, error: last });
    const parked = parkedEvent(event, attemptsMax, reasonOf(last));
    return this.persist(from, event, signal, (sql) => this.options.parking.park(sql, [parked]));
  }

  private async commit(
    from: Place | undefined,
    events: readonly ReceivedEvent[],
    signal: AbortSignal,
  ): Promise<Place> {
    const last = events.at(-1);
    if (!last) throw new RangeError('There must be an event to apply.');
    const spans = isTracing() ? events.map(spanOf) : [];
    try {
      return await this.persist(from, last, signal, (sql) => this.effect(events, sql));
    } finally {
      for (const span of spans) span?.end();
    }
  }

  private async effect(events: readonly ReceivedEvent[], sql: Sql): Promise<void> {
    const { parking, sink } = this.options;
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const blocked = new Set(await parking.blocked(sql, streams));
    const free: ConsumedEvent[] = [];
    const parked: ParkedEvent[] = [];
    for (const event of events) {
      if (blocked.has(event.stream))
        parked.push(parkedEvent(event, 0, 'It waits behind an earlier event of its stream.'));
      else if (isReadable(event)) free.push(event);
      else {
        parked.push(parkedEvent(event, 1, event.problem));
        blocked.add(event.stream);
      }
    }
    if (parked.length > 0) await parking.park(sql, parked);
    if (free.length > 0) await sink.apply(free, sql);
  }

  /** Moves the checkpoint with an effect, waiting out whatever passes. */
  private async persist(
    from: Place | undefined,
    { epoch, position }: Place,
    signal: AbortSignal,
    effect: (sql: Sql) => Promise<void>,
  ): Promise<Place> {
    const { checkpoint, parking } = this.options;
    const to = { epoch, position };
    const backoff = new Backoff();
    for (;;) {
      signal.throwIfAborted();
      try {
        const moved = await checkpoint.commit(from, to, async (sql) => {
          // What was parked is read again under the new epoch.
          if (from && from.epoch !== epoch) await parking.clear(sql);
          await effect(sql);
        });
        // A commit whose answer was lost has moved it as well, and that is as good.
        if (!moved && !samePlace(await checkpoint.position(), to))
          throw new Fenced('The checkpoint was moved by somebody else.');
        return to;
      } catch (error) {
        if (!isRetryable(error)) throw error;
        this.logger.warn('Waiting for the database.', { error });
        await pause(backoff.next(), signal);
      }
    }
  }
}
