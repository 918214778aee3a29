import { Injectable } from '@nestjs/common';
import { idOf, type Projection, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import { changesRevision, type TokenEvent } from '../token/token-event.js';
import { applyValues } from './token-values.js';
import { eventsOf } from './events-of.js';

/** Live tokens, as `GET /api-tokens` lists them, and their values, by which they are looked up. */
@Injectable()
export class TokenListProjection implements Projection<TokenEvent> {
  readonly name = 'token-list';
  readonly version = 6;
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
      disabled_reason text`,
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
  }

  async apply(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    await this.create(events, sql);
    await this.update(events, sql);
    await this.rotate(events, sql);
    await this.disable(events, sql);
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
      }),
    );
    if (created.length > 0)
      await sql`
        INSERT INTO ${sql.table('token_list')}
          (id, created_position, name, permissions, cidr_blocks, created_at, created_by, expires_at)
        SELECT * FROM ${rowsOf(
          created,
          `id uuid, created_position bigint, name text, permissions text[], cidr_blocks text[],
           created_at timestamptz, created_by jsonb, expires_at timestamptz`,
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
      updated_at: at,
      updated_by: cause.actor,
    }));
    if (updated.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t
        SET name = r.name, permissions = r.permissions, cidr_blocks = r.cidr_blocks,
            expires_at = r.expires_at, updated_at = r.updated_at, updated_by = r.updated_by
        FROM ${rowsOf(
          updated,
          `id uuid, name text, permissions text[], cidr_blocks text[],
           expires_at timestamptz, updated_at timestamptz, updated_by jsonb`,
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
      .filter(({ event }) => event.type !== 'TokenCreated' && changesRevision(event))
      .map(({ stream }) => ({ id: idOf(stream) }));
    if (changed.length > 0)
      await sql`
        UPDATE ${sql.table('token_list')} t SET revision = t.revision + 1
        FROM ${rowsOf(changed, 'id uuid')} AS r WHERE t.id = r.id`;
  }

  private async remove(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const deleted = eventsOf(events, 'TokenDeleted').map(({ stream }) => ({ id: idOf(stream) }));
    if (deleted.length > 0)
      await sql`
        DELETE FROM ${sql.table('token_list')} t
        USING ${rowsOf(deleted, 'id uuid')} AS r WHERE t.id = r.id`;
  }
}
