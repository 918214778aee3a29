import type { Checkpointed, Place } from './checkpointed.js';
import type { Database } from './database.js';
import { leadRole, type Lease } from './leadership.js';
import type { Sql } from './sql.js';

class Moved extends Error {}

/** The checkpoint of a consumer of another service's events, in the database of its effects. */
export class ConsumerCheckpoint implements Checkpointed {
  constructor(
    private readonly database: Database,
    /** Unique in the service, `audit-log.tokens`. */
    private readonly consumer: string,
  ) {}

  lead(signal: AbortSignal): Promise<Lease> {
    return leadRole(this.database, `consumer.${this.consumer}`, signal);
  }

  async position(): Promise<Place | undefined> {
    const [row] = await this.database.sql<Place>`
      SELECT epoch, position FROM checkpoint WHERE consumer = ${this.consumer}`;
    return row;
  }

  async commit(
    from: Place | undefined,
    to: Place,
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

  async hold(effect: (sql: Sql) => Promise<void>): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql`SELECT 1 FROM checkpoint WHERE consumer = ${this.consumer} FOR UPDATE`;
      await effect(sql);
    });
  }
}
