import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { WebhookFilter } from './webhook.decider.js';

/** A webhook as it is registered, and how far it has got. */
export interface WebhookRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly filter: WebhookFilter;
  readonly status: 'active' | 'paused' | 'parked';
  readonly reason: string;
  readonly generation: number;
  readonly revision: number;
  readonly overlaps: boolean;
  readonly deliveredThrough: number;
  readonly lookedThrough: number;
  /** Of a delivery that was begun and not taken. */
  readonly pendingThrough: number | null;
  /** The newest record of the log. */
  readonly head: number;
  /** How long the oldest record that was not looked at yet has been there. */
  readonly lagSeconds: number;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly isDue: boolean;
  readonly lastAt: Date | null;
  readonly lastOutcome: string;
  readonly createdAt: Date;
  readonly createdBy: { readonly type: string; readonly id: string; readonly name?: string };
}

/** What is kept of deliveries. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly database: Database) {}

  /** Oldest first. @param id of one; absent: all */
  list(id?: string): Promise<readonly WebhookRow[]> {
    return this.database.sql<WebhookRow>`
      SELECT w.id, w.name, w.url, w.filter, w.status, w.reason, w.generation, w.revision,
             coalesce(w.overlap_until > clock_timestamp(), false) AS overlaps,
             CASE WHEN d.start_position = w.start_position THEN d.delivered_through
                  ELSE w.after_sequence END AS "deliveredThrough",
             CASE WHEN d.start_position = w.start_position THEN d.looked_through
                  ELSE w.after_sequence END AS "lookedThrough",
             CASE WHEN d.start_position = w.start_position THEN d.pending_through END
               AS "pendingThrough",
             coalesce((SELECT max(sequence) FROM audit_record), 0) AS head,
             coalesce(extract(epoch FROM clock_timestamp() - (
               SELECT r.recorded_at FROM audit_record r
               WHERE r.sequence > CASE WHEN d.start_position = w.start_position
                                       THEN d.looked_through ELSE w.after_sequence END
               ORDER BY r.sequence LIMIT 1)), 0)::float8 AS "lagSeconds",
             coalesce(d.attempts, 0) AS attempts,
             coalesce(d.next_at, clock_timestamp()) AS "nextAt",
             coalesce(d.next_at <= clock_timestamp(), true) AS "isDue",
             d.last_at AS "lastAt", coalesce(d.last_outcome, '') AS "lastOutcome",
             w.created_at AS "createdAt", w.created_by AS "createdBy"
      FROM webhook w LEFT JOIN webhook_delivery d ON d.webhook_id = w.id
      WHERE ${id ?? null}::uuid IS NULL OR w.id = ${id ?? null}::uuid
      ORDER BY w.created_position`;
  }

  async taken(id: string, deliveredThrough: number, outcome: string): Promise<void> {
    await this.keep(id, {
      deliveredThrough,
      lookedThrough: deliveredThrough,
      outcome,
      nextInMs: 0,
    });
  }

  /** Written down before anything is sent, so that the same is sent again. */
  async begun(id: string, pendingThrough: number): Promise<void> {
    await this.keep(id, { pendingThrough });
  }

  /** Nothing that is chosen stands between. */
  async looked(id: string, lookedThrough: number): Promise<void> {
    await this.keep(id, { lookedThrough });
  }

  async failed(id: string, outcome: string, nextInMs: number): Promise<void> {
    await this.keep(id, { outcome, nextInMs, hasFailed: true });
  }

  /** Whether a record of a range is missing because it is being made anew. What was dropped is not. */
  async hasHole(after: number, through: number): Promise<boolean> {
    const [row] = await this.database.sql<{ found: boolean }>`
      SELECT EXISTS (
        SELECT FROM record_number n
        WHERE n.sequence > greatest(${after}, (SELECT dropped_through FROM retention_mark))
          AND n.sequence <= ${through}
          AND NOT EXISTS (SELECT FROM audit_record r WHERE r.sequence = n.sequence)) AS found`;
    return row?.found ?? false;
  }

  async forget(): Promise<void> {
    await this.database.sql`
      DELETE FROM webhook_delivery d WHERE NOT EXISTS (SELECT FROM webhook w WHERE w.id = d.webhook_id)`;
  }

  private async keep(
    id: string,
    {
      deliveredThrough,
      lookedThrough,
      outcome,
      pendingThrough,
      nextInMs = 0,
      hasFailed = false,
    }: {
      readonly deliveredThrough?: number;
      readonly lookedThrough?: number;
      readonly outcome?: string;
      readonly pendingThrough?: number;
      readonly nextInMs?: number;
      readonly hasFailed?: boolean;
    },
  ): Promise<void> {
    await this.database.sql`
      INSERT INTO webhook_delivery AS d (webhook_id, start_position, delivered_through, looked_through,
        pending_through, attempts, next_at, last_at, last_outcome)
      SELECT w.id, w.start_position, coalesce(${deliveredThrough ?? null}::bigint, w.after_sequence),
             coalesce(${lookedThrough ?? null}::bigint, w.after_sequence),
             ${pendingThrough ?? null}::bigint, ${hasFailed ? 1 : 0},
             clock_timestamp() + ${nextInMs} * interval '1 millisecond',
             CASE WHEN ${outcome ?? null}::text IS NULL THEN NULL ELSE clock_timestamp() END,
             coalesce(${outcome ?? null}::text, '')
      FROM webhook w WHERE w.id = ${id}
      ON CONFLICT (webhook_id) DO UPDATE SET
        delivered_through = CASE WHEN d.start_position = excluded.start_position
          THEN coalesce(${deliveredThrough ?? null}::bigint, d.delivered_through)
          ELSE excluded.delivered_through END,
        looked_through = CASE WHEN d.start_position = excluded.start_position
          THEN coalesce(${lookedThrough ?? null}::bigint, d.looked_through)
          ELSE excluded.looked_through END,
        pending_through = CASE WHEN ${hasFailed} THEN d.pending_through
                               ELSE excluded.pending_through END,
        start_position = excluded.start_position,
        attempts = CASE WHEN ${hasFailed} THEN d.attempts + 1
                        WHEN ${outcome ?? null}::text IS NULL THEN d.attempts ELSE 0 END,
        next_at = excluded.next_at,
        last_at = coalesce(excluded.last_at, d.last_at),
        last_outcome = coalesce(${outcome ?? null}::text, d.last_outcome)`;
  }
}
