import { leadRole } from './leadership.js';
import type { Database } from './database.js';
import type { Lease } from './leadership.js';
import type { Sql } from './sql.js';

/** How far a consumer is in another service's log. */
export interface ConsumerPlace {
  readonly epoch: string;
  /** Of the newest event that had its effect. */
  readonly position: number;
}

class Moved extends Error {}

/** The checkpoint of a consumer of another service's events, in the database of its effects. */
export class ConsumerCheckpoint {
  constructor(
    private readonly database: Database,
    /** Unique in the service, `audit-log.tokens`. */
    private readonly consumer: string,
  ) {}

  /** Waits until no other process consumes under this name, then leads. @throws when `signal` aborts */
  lead(signal: AbortSignal): Promise<Lease> {
    return leadRole(this.database, `consumer.${this.consumer}`, signal);
  }

  async position(): Promise<ConsumerPlace | undefined> {
    const [row] = await this.database.sql<ConsumerPlace>`
      SELECT epoch, position FROM checkpoint WHERE consumer = ${this.consumer}`;
    return row;
  }

  /**
   * Moves the checkpoint and runs `effect`, in one transaction.
   *
   * @returns false, and nothing has changed, if the checkpoint is not at `from`
   */
  async commit(
    from: ConsumerPlace | undefined,
    to: ConsumerPlace,
    effect: (sql: Sql) => Promise<void>,
  ): Promise<boolean> {
    try {
      await this.database.transaction(async (sql) => {
        const moved = from
          ? await sql`UPDATE checkpoint
                      SET epoch = ${to.epoch}, position = ${to.position}, moved_at = clock_timestamp()
                      WHERE consumer = ${this.consumer} AND epoch = ${from.epoch}
                        AND position = ${from.position} RETURNING 1`
          : await sql`INSERT INTO checkpoint (consumer, epoch, position)
                      VALUES (${this.consumer}, ${to.epoch}, ${to.position})
                      ON CONFLICT DO NOTHING RETURNING 1`;
        if (moved.length === 0) throw new Moved();
        await effect(sql);
      });
      return true;
    } catch (error) {
      if (error instanceof Moved) return false;
      throw error;
    }
  }

  /** Runs `effect` in a transaction during which the checkpoint cannot move. */
  async hold(effect: (sql: Sql) => Promise<void>): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql`SELECT 1 FROM checkpoint WHERE consumer = ${this.consumer} FOR UPDATE`;
      await effect(sql);
    });
  }
}
