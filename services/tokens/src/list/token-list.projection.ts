import { Injectable } from '@nestjs/common';
import {
  categoryOf,
  idOf,
  type Projection,
  type Recorded,
  rowsOf,
  type Sql,
} from '@margay/event-store';
import { isNotice, type TokenEvent } from '../token/token-event.js';
import { nextNoticeAt } from '../token/expiry-notice.js';
import { keptSince } from './retention.js';
import { applyValues } from './token-values.js';
import { eventsOf } from './events-of.js';

const firstNoticeAt = ({ expiresAt }: { readonly expiresAt?: string | null }) =>
  expiresAt ? nextNoticeAt(expiresAt, Infinity) : null;

/** Tokens, as `GET /api-tokens` lists them, those deleted of late among them, and their values, by which they are looked up. */
@Injectable()
export class TokenListProjection implements Projection<TokenEvent> {
  readonly name = 'token-list';
  readonly version = 7;
  readonly tables = {
    token_list: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      revision integer NOT NULL DEFAULT 1,
      name text NOT NULL,
      permissions text[] NOT NULL,
      cidr_blocks text[] NOT NULL,
      created_at timestamptz NOT NULL,
      created_by jsonb NOT NULL,
      updated_at timestamptz,
      updated_by jsonb,
      rotated_at timestamptz,
      expires_at timestamptz,
      disabled_at timestamptz,
      disabled_reason text,
      deleted_at timestamptz,
      deleted_by jsonb,
      notice_due_at timestamptz`,
    token_value: `
      token_id uuid NOT NULL,
      generation integer NOT NULL,
      pepper integer NOT NULL,
      hmac text NOT NULL,
      created_at timestamptz NOT NULL,
      works_until timestamptz,
      PRIMARY KEY (token_id, generation)`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('token_value')} (hmac)`;
    await sql`CREATE INDEX ON ${sql.table('token_list')} (notice_due_at)`;
    await sql`CREATE INDEX ON ${sql.table('token_list')} (deleted_at)`;
  }

  async apply(all: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    // The log also holds what happens to many at once; each one's own event follows it.
    const events = all.filter(({ stream }) => categoryOf(stream) === 'token');
    await this.create(events, sql);
    await this.update(events, sql);
    await this.rotate(events, sql);
    await this.disable(events, sql);
    await this.notice(events, sql);
    await this.count(events, sql);
    await this.remove(events, sql);
    await applyValues(events, sql);
  }

  private async create(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const created = eventsOf(events, 'TokenCreated').map(
      ({ stream, position, at, cause, event }) => ({
        id: idOf(stream),
        created_position: position,
        name: event.grant.name,
        permissions: event.grant.permissions,
        cidr_blocks: event.grant.allowedCidrBlocks,
        created_at: at,
        created_by: cause.actor,
        expires_at: event.expiresAt,
        notice_due_at: firstNoticeAt(event),
      }),
    );
    if (created.length > 0)
      await sql`
        INSERT INTO ${sql.table('token_list')}
          (id, created_position, name, permissions, cidr_blocks, created_at, created_by, expires_at,
           notice_due_at)
        SELECT * FROM ${rowsOf(
          created,
          `id uuid, created_position bigint, name text, permissions text[], cidr_blocks text[],
           created_at timestamptz, created_by jsonb, expires_at timestamptz,
           notice_due_at timestamptz`,
        )} AS r
        ON CONFLICT DO NOTHING`;
  }

  private async update(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const updated = eventsOf(events, 'TokenUpdated').map(({ stream, at, cause, event }) => ({
      id: idOf(stream),
      name: event.grant.name,
      permissions: event.grant.permissions,
      cidr_blocks: event.grant.allowedCidrBlocks,
      expires_at: event.expiresAt,
      notice_due_at: firstNoticeAt(event),
      updated_at: at,
      updated_by: cause.actor,
    }));
    if (updated.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t
        SET name = r.name, permissions = r.permissions, cidr_blocks = r.cidr_blocks,
            expires_at = r.expires_at,
            notice_due_at = CASE WHEN t.expires_at IS NOT DISTINCT FROM r.expires_at
              THEN t.notice_due_at ELSE r.notice_due_at END,
            updated_at = r.updated_at, updated_by = r.updated_by
        FROM ${rowsOf(
          updated,
          `id uuid, name text, permissions text[], cidr_blocks text[],
           expires_at timestamptz, notice_due_at timestamptz, updated_at timestamptz,
           updated_by jsonb`,
        )} AS r
        WHERE t.id = r.id`;
  }

  private async rotate(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const rotated = eventsOf(events, 'TokenRotated').map(({ stream, at }) => ({
      id: idOf(stream),
      rotated_at: at,
    }));
    if (rotated.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t SET rotated_at = r.rotated_at
        FROM ${rowsOf(rotated, 'id uuid, rotated_at timestamptz')} AS r
        WHERE t.id = r.id`;
  }

  private async disable(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const changed = [
      ...eventsOf(events, 'TokenDisabled').map(({ stream, at, event }) => ({
        id: idOf(stream),
        disabled_at: at,
        disabled_reason: event.reason,
      })),
      ...eventsOf(events, 'TokenEnabled').map(({ stream }) => ({ id: idOf(stream) })),
    ];
    if (changed.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t
        SET disabled_at = r.disabled_at, disabled_reason = r.disabled_reason
        FROM ${rowsOf(changed, 'id uuid, disabled_at timestamptz, disabled_reason text')} AS r
        WHERE t.id = r.id`;
  }

  private async count(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const changed = events
      .filter(({ event }) => event.type !== 'TokenCreated' && !isNotice(event))
      .map(({ stream }) => ({ id: idOf(stream) }));
    if (changed.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t SET revision = t.revision + 1
        FROM ${rowsOf(changed, 'id uuid')} AS r WHERE t.id = r.id`;
  }

  private async notice(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const noticed = [
      ...eventsOf(events, 'TokenExpiring').map(({ stream, event: { expiresAt, daysLeft } }) => ({
        id: idOf(stream),
        due_at: nextNoticeAt(expiresAt, daysLeft),
      })),
      ...eventsOf(events, 'TokenExpired').map(({ stream }) => ({ id: idOf(stream) })),
    ];
    if (noticed.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t SET notice_due_at = r.due_at
        FROM ${rowsOf(noticed, 'id uuid, due_at timestamptz')} AS r WHERE t.id = r.id`;
  }

  private async remove(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const deleted = eventsOf(events, 'TokenDeleted').map(({ stream, at, cause }) => ({
      id: idOf(stream),
      deleted_at: at,
      deleted_by: cause.actor,
    }));
    const newest = deleted.at(-1);
    if (!newest) return;
    await sql`
      UPDATE ${sql.table('token_list')} t
      SET deleted_at = r.deleted_at, deleted_by = r.deleted_by, notice_due_at = NULL
      FROM ${rowsOf(deleted, 'id uuid, deleted_at timestamptz, deleted_by jsonb')} AS r
      WHERE t.id = r.id`;
    await sql`
      WITH forgotten AS (
        DELETE FROM ${sql.table('token_list')}
        WHERE deleted_at < ${keptSince(newest.deleted_at)} RETURNING id)
      DELETE FROM ${sql.table('token_value')} v USING forgotten f WHERE v.token_id = f.id`;
  }
}
