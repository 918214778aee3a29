import type { Fact, Recorded } from './decider.js';
import type { Sql } from './sql.js';

/**
 * What is remembered of a log: changed by `apply` in the transaction that moves its checkpoint, so
 * that every event has its effect once. Has no effects outside the database.
 */
export interface Projection<Event extends Fact = Fact> {
  /** `token-list`. Names the checkpoint. */
  readonly name: string;
  /** Raised whenever tables or rules change: the projection is then rebuilt beside the live one. */
  readonly version: number;
  /** Its tables, by the name of the view they are read through. The value is what stands between the parentheses of CREATE TABLE. */
  readonly tables: Readonly<Record<string, string>>;
  /** Run for each generation after its tables were made: indexes. */
  readonly indexes?: (sql: Sql) => Promise<void>;
  /**
   * @param events in log order, no two of the same stream: the rest of a batch follows in the next call
   * @param sql the transaction; `sql.table(name)` is the table of the generation that is being written
   */
  apply(events: readonly Recorded<Event>[], sql: Sql): Promise<void>;
}
