import type { Sql } from '@margay/event-store';
import type { ConsumedEvent } from './consumed-event.js';

/** What is done with another service's events. */
export interface EventSink {
  /**
   * Told of an event as soon as it has arrived, while those before are still written: for work that
   * needs nothing but the event. It may come to `apply` later, or again, or never.
   */
  prepare?(event: ConsumedEvent): void;
  /**
   * @param events in the order of their log. After a restore of that log they come again from the
   * first, under a new epoch: an id that had its effect must have none
   * @param sql the transaction that moves the checkpoint
   */
  apply(events: readonly ConsumedEvent[], sql: Sql): Promise<void>;
}
