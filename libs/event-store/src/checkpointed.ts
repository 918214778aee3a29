import type { Lease } from './leadership.js';
import type { Sql } from './sql.js';

/** How far a consumer is in another service's log. */
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
