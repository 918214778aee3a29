import { ServiceError } from '@margay/contracts';
import { Database, rowsOf } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { EventFault } from '../enriching/event-text.js';

/** As many events as people look through, and as many bytes. */
export const PARKED_MAX = { events: 10_000, bytes: 256 * 1_048_576 } as const;

export interface ParkedLogEvent {
  readonly id: string;
  readonly topic: string;
  readonly code: string;
  readonly message: string;
  readonly deliveries: number;
  readonly bytes: number;
  readonly parkedAt: Date;
}

export interface ToPark {
  readonly id: string;
  readonly topic: string;
  readonly event: Uint8Array;
  readonly fault: EventFault;
  readonly deliveries: number;
}

/** Events that could not be enriched, with what is wrong with them, until somebody decides. */
@Injectable()
export class ParkedLogEvents {
  constructor(private readonly database: Database) {}

  /** @returns the ids of those that are parked now; there may be no room for all */
  async park(events: readonly ToPark[]): Promise<ReadonlySet<string>> {
    const rows = events.map(({ id, topic, event, fault, deliveries }) => ({
      id,
      topic,
      event: `\\x${Buffer.from(event).toString('hex')}`,
      bytes: event.length,
      code: fault.code,
      message: fault.message,
      deliveries,
    }));
    const parked = await this.database.sql<{ id: string }>`
      INSERT INTO parked_log_event AS p (id, topic, event, bytes, code, message, deliveries)
      SELECT r.* FROM ${rowsOf(
        rows,
        'id text, topic text, event bytea, bytes integer, code text, message text, deliveries integer',
      )} AS r,
        (SELECT count(*) AS events, coalesce(sum(bytes), 0) AS bytes FROM parked_log_event) AS held
      WHERE held.events < ${PARKED_MAX.events} AND held.bytes < ${PARKED_MAX.bytes}
      ON CONFLICT (id) DO UPDATE SET deliveries = excluded.deliveries
      RETURNING id`;
    return new Set(parked.map(({ id }) => id));
  }

  async count(): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>`
      SELECT count(*) AS count FROM parked_log_event`;
    return row?.count ?? 0;
  }

  /** In the order of ids. */
  list(after: string, limit: number): Promise<readonly ParkedLogEvent[]> {
    return this.database.sql<ParkedLogEvent>`
      SELECT id, topic, code, message, deliveries, bytes, parked_at AS "parkedAt"
      FROM parked_log_event WHERE id > ${after} ORDER BY id LIMIT ${limit}`;
  }

  /** @throws ServiceError `not_found` */
  async get(id: string): Promise<ParkedLogEvent & { readonly event: Uint8Array }> {
    const [found] = await this.database.sql<ParkedLogEvent & { event: Uint8Array }>`
      SELECT id, topic, code, message, deliveries, bytes, parked_at AS "parkedAt", event
      FROM parked_log_event WHERE id = ${id}`;
    if (!found) throw new ServiceError('not_found', 'There is no such parked event.');
    return found;
  }

  /** @throws ServiceError `not_found` */
  async remove(id: string): Promise<void> {
    const gone = await this.database
      .sql`DELETE FROM parked_log_event WHERE id = ${id} RETURNING id`;
    if (gone.length === 0) throw new ServiceError('not_found', 'There is no such parked event.');
  }
}
