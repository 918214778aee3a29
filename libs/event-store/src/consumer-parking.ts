import type { Database } from './database.js';
import { rowsOf, type Sql } from './sql.js';

/** An event that could not have its effect, or waits behind one that could not. */
export interface ParkedRow {
  readonly epoch: string;
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  readonly attempts: number;
  readonly reason: string;
}

/** One consumer's parked events, in the database of its effects. The events stay in their own log. */
export class ConsumerParking {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  /** Those of `streams` that have a parked event. */
  async blocked(sql: Sql, streams: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await sql<{ stream_id: string }>`
      SELECT DISTINCT stream_id FROM parked
      WHERE consumer = ${this.consumer} AND stream_id = ANY (${[...streams]})`;
    return new Set(rows.map(({ stream_id }) => stream_id));
  }

  /** Parks events; one that is parked already gets the new attempts and reason. */
  async park(sql: Sql, events: readonly ParkedRow[]): Promise<void> {
    await sql`
      INSERT INTO parked (consumer, epoch, position, stream_id, event_id, type, attempts, reason)
      SELECT ${this.consumer}, r.epoch, r.position, r.stream, r."eventId", r.type, r.attempts, r.reason
      FROM ${rowsOf(
        events,
        `epoch uuid, position bigint, stream text, "eventId" uuid, type text, attempts integer, reason text`,
      )} AS r
      ON CONFLICT (consumer, position)
        DO UPDATE SET attempts = EXCLUDED.attempts, reason = EXCLUDED.reason`;
  }

  /** @returns whether it was parked */
  async remove(sql: Sql, position: number): Promise<boolean> {
    const rows = await sql`
      DELETE FROM parked WHERE consumer = ${this.consumer} AND position = ${position} RETURNING 1`;
    return rows.length > 0;
  }

  /** Forgets everything: a new epoch is read from its first event. */
  async clear(sql: Sql): Promise<void> {
    await sql`DELETE FROM parked WHERE consumer = ${this.consumer}`;
  }

  async first(stream: string): Promise<ParkedRow | undefined> {
    const [row] = await this.database.sql<ParkedRow>`
      SELECT epoch, position, stream_id AS stream, event_id AS "eventId", type, attempts, reason
      FROM parked WHERE consumer = ${this.consumer} AND stream_id = ${stream}
      ORDER BY position LIMIT 1`;
    return row;
  }

  /** In log order. */
  async list(limit: number): Promise<readonly ParkedRow[]> {
    return this.database.sql<ParkedRow>`
      SELECT epoch, position, stream_id AS stream, event_id AS "eventId", type, attempts, reason
      FROM parked WHERE consumer = ${this.consumer} ORDER BY position LIMIT ${limit}`;
  }

  async count(): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>`
      SELECT count(*) AS count FROM parked WHERE consumer = ${this.consumer}`;
    return row?.count ?? 0;
  }
}
