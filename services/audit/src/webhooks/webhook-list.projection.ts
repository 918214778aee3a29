import { idOf, type Projection, type Recorded, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import type { WebhookEvent } from './webhook.decider.js';

/** How long the secret before goes on signing. */
export const OVERLAP_MS = 24 * 60 * 60 * 1_000;

const TYPES = {
  WebhookRegistered: true,
  WebhookPaused: true,
  WebhookParked: true,
  WebhookResumed: true,
  WebhookSecretRotated: true,
  WebhookRemoved: true,
} satisfies Record<WebhookEvent['type'], true>;

const isOurs = (recorded: Recorded<AuditEvent>): recorded is Recorded<WebhookEvent> =>
  Object.hasOwn(TYPES, recorded.event.type);

/** One row for each webhook that is registered. */
@Injectable()
export class WebhookListProjection implements Projection<AuditEvent> {
  readonly name = 'webhook-list';
  readonly version = 2;
  readonly tables = {
    webhook: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      name text NOT NULL,
      url text NOT NULL,
      filter jsonb NOT NULL,
      status text NOT NULL,
      reason text NOT NULL,
      generation integer NOT NULL,
      revision integer NOT NULL,
      overlap_until timestamptz,
      after_sequence bigint NOT NULL,
      start_position bigint NOT NULL,
      created_at timestamptz NOT NULL,
      created_by jsonb NOT NULL,
      changed_at timestamptz NOT NULL`,
  };

  async apply(events: readonly Recorded<AuditEvent>[], sql: Sql): Promise<void> {
    for (const recorded of events) if (isOurs(recorded)) await this.one(recorded, sql);
  }

  private async one(
    { stream, position, version, at, cause, event }: Recorded<WebhookEvent>,
    sql: Sql,
  ): Promise<void> {
    const id = idOf(stream);
    const table = sql.table('webhook');
    switch (event.type) {
      case 'WebhookRegistered':
        await sql`
          INSERT INTO ${table} (id, created_position, name, url, filter, status, reason, generation,
            revision, after_sequence, start_position, created_at, created_by, changed_at)
          VALUES (${id}, ${position}, ${event.name}, ${event.url}, ${JSON.stringify(event.filter)},
            'active', '', 1, ${version}, ${event.afterSequence}, ${position}, ${at},
            ${JSON.stringify(cause.actor)}, ${at})
          ON CONFLICT DO NOTHING`;
        return;
      case 'WebhookPaused':
      case 'WebhookParked':
        await sql`
          UPDATE ${table} SET status = ${event.type === 'WebhookPaused' ? 'paused' : 'parked'},
            reason = ${event.reason}, changed_at = ${at}, revision = ${version} WHERE id = ${id}`;
        return;
      case 'WebhookResumed':
        await sql`
          UPDATE ${table} SET status = 'active', reason = '', changed_at = ${at}, revision = ${version},
            after_sequence = coalesce(${event.afterSequence ?? null}::bigint, after_sequence),
            start_position = CASE WHEN ${event.afterSequence ?? null}::bigint IS NULL
                                  THEN start_position ELSE ${position} END
          WHERE id = ${id}`;
        return;
      case 'WebhookSecretRotated':
        await sql`
          UPDATE ${table} SET generation = ${event.generation}, changed_at = ${at}, revision = ${version},
            overlap_until = ${new Date(at.getTime() + OVERLAP_MS)} WHERE id = ${id}`;
        return;
      case 'WebhookRemoved':
        await sql`DELETE FROM ${table} WHERE id = ${id}`;
        return;
    }
  }
}
