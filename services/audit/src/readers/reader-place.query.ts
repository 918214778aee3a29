import { Database } from '@margay/event-store';
import type { ReaderState } from '@margay/messaging';
import { Injectable } from '@nestjs/common';

/** A reader as it is registered, and how far it was when it was last seen. */
export interface ReaderRow {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly revision: number;
  readonly createdAt: Date;
  readonly createdBy: { readonly type: string; readonly id: string; readonly name?: string };
  readonly isReady: boolean;
  readonly acknowledgedThrough: number;
  readonly recordsLeft: number;
  /** How long the oldest record that is for it and not acknowledged has been there. */
  readonly lagSeconds: number;
  readonly lastAcknowledgedAt: Date | null;
}

@Injectable()
export class ReaderPlaces {
  constructor(private readonly database: Database) {}

  /** Oldest first. @param id of one; absent: all */
  list(id?: string): Promise<readonly ReaderRow[]> {
    return this.database.sql<ReaderRow>`
      SELECT r.id, r.name, r.actions, r.revision, r.created_at AS "createdAt",
             r.created_by AS "createdBy", coalesce(p.is_ready, false) AS "isReady",
             coalesce(p.acknowledged_through, r.after_sequence) AS "acknowledgedThrough",
             coalesce(p.records_left, 0) AS "recordsLeft",
             coalesce(extract(epoch FROM clock_timestamp() - (
               SELECT a.recorded_at FROM audit_record a
               WHERE a.sequence > coalesce(p.acknowledged_through, r.after_sequence)
                 AND (r.actions = '{}' OR a.action_name = ANY (r.actions))
                 AND NOT (p.is_ready AND p.records_left = 0)
               ORDER BY a.sequence LIMIT 1)), 0)::float8 AS "lagSeconds",
             p.last_acknowledged_at AS "lastAcknowledgedAt"
      FROM reader r LEFT JOIN reader_place p ON p.reader_id = r.id
      WHERE ${id ?? null}::uuid IS NULL OR r.id = ${id ?? null}::uuid
      ORDER BY r.created_position`;
  }

  /** What was seen of it. How far it was never goes back: less would be read again than was lost. */
  async seen(id: string, state: ReaderState): Promise<void> {
    await this.database.sql`
      INSERT INTO reader_place AS p
        (reader_id, acknowledged_through, is_ready, records_left, last_acknowledged_at)
      SELECT r.id, greatest(r.after_sequence, ${state.acknowledged}), true, ${state.left},
             ${state.lastAcknowledgedAt ?? null}::timestamptz
      FROM reader r WHERE r.id = ${id}
      ON CONFLICT (reader_id) DO UPDATE SET
        acknowledged_through = greatest(p.acknowledged_through, excluded.acknowledged_through),
        is_ready = true, records_left = excluded.records_left,
        last_acknowledged_at = coalesce(excluded.last_acknowledged_at, p.last_acknowledged_at)`;
  }

  /** It is not on the bus. */
  async lost(id: string): Promise<void> {
    await this.database.sql`UPDATE reader_place SET is_ready = false WHERE reader_id = ${id}`;
  }

  async forget(): Promise<void> {
    await this.database.sql`
      DELETE FROM reader_place p WHERE NOT EXISTS (SELECT FROM reader r WHERE r.id = p.reader_id)`;
  }
}
