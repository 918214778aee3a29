import type { Lease, Sql } from '@margay/event-store';
import type { ConsumedEvent } from './consumed-event.js';

/** How far a consumer is in somebody's log. */
export interface Place {
  readonly epoch: string;
  /** Of the newest event that had its effect. */
  readonly position: number;
}

/** A consumer's checkpoint, in the database of its effects. */
export interface Checkpointed {
  /** Waits until no other process consumes under this name, then leads. @throws when `signal` aborts */
  lead(signal: AbortSignal): Promise<Lease>;
  /** `undefined` before the first event. */
  position(): Promise<Place | undefined>;
  /**
   * Moves the checkpoint and runs `effect`, in one transaction: the checkpoint first, so that its row
   * is locked while the effect runs.
   *
   * @returns false, and nothing has changed, if the checkpoint is not at `from`
   */
  commit(from: Place | undefined, to: Place, effect: (sql: Sql) => Promise<void>): Promise<boolean>;
  /** Runs `effect` in a transaction during which the checkpoint cannot move. */
  hold(effect: (sql: Sql) => Promise<void>): Promise<void>;
}

/** What is done with another service's events. */
export interface EventSink {
  /**
   * @param events in the order of their log. After a restore of that log they come again from the
   * first, under a new epoch: an id that had its effect must have none
   * @param sql the transaction that moves the checkpoint
   */
  apply(events: readonly ConsumedEvent[], sql: Sql): Promise<void>;
}
