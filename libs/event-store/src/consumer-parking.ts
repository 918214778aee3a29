import type { Database } from './database.js';
import type { ParkedEvent, Parking } from './parking.js';
import { rowsOf, type Sql } from './sql.js';

/** One consumer's parked events, in the database of its effects. The events stay in their own log. */
export class ConsumerParking implements Parking {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  async blocked(sql: Sql, streams: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await sql<{ stream_id: string }>`
      SELECT DISTINCT stream_id FROM parked
      WHERE consumer = ${this.consumer} AND stream_id = ANY (${[...streams]})`;
    return new Set(rows.map(({ stream_id }) => stream_id));
  }

  async park(sql: Sql, events: readonly ParkedEvent[]): Promise<void> {
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

  async remove(sql: Sql, position: number): Promise<boolean> {
    const rows = await sql`
      DELETE FROM parked WHERE consumer = ${this.consumer} AND position = ${position} RETURNING 1`;
    return rows.length > 0;
  }

  async clear(sql: Sql): Promise<void> {
    await sql`DELETE FROM parked WHERE consumer = ${this.consumer}`;
  }

  async first(stream: string): Promise<ParkedEvent | undefined> {
    const [row] = await this.database.sql<ParkedEvent>`
      SELECT epoch, position, stream_id AS stream, event_id AS "eventId", type, attempts, reason
      FROM parked WHERE consumer = ${this.consumer} AND stream_id = ${stream}
      ORDER BY position LIMIT 1`;
    return row;
  }

  async list(limit: number): Promise<readonly ParkedEvent[]> {
    return this.database.sql<ParkedEvent>`
      SELECT epoch, position, stream_id AS stream, event_id AS "eventId", type, attempts, reason
      FROM parked WHERE consumer = ${this.consumer} ORDER BY position LIMIT ${limit}`;
  }

  async count(): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>`
      SELECT count(*) AS count FROM parked WHERE consumer = ${this.consumer}`;
    return row?.count ?? 0;
  }
}
