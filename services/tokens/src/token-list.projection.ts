import { Injectable } from '@nestjs/common';
import { idOf, type Projection, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import type { TokenEvent } from './token.decider.js';

const of = <Type extends TokenEvent['type']>(
  events: readonly Recorded<TokenEvent>[],
  type: Type,
): readonly (Recorded<Extract<TokenEvent, { type: Type }>> & { readonly id: string })[] =>
  events.filter(
    (recorded): recorded is Recorded<Extract<TokenEvent, { type: Type }>> =>
      recorded.event.type === type,
  );

/** One row per live token: what `GET /api-tokens` lists and what a value is looked up in. */
@Injectable()
export class TokenListProjection implements Projection<TokenEvent> {
  readonly name = 'token-list';
  readonly version = 1;
  readonly tables = {
    token_list: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      name text NOT NULL,
      permissions text[] NOT NULL,
      cidr_blocks text[] NOT NULL,
      created_at timestamptz NOT NULL,
      created_by jsonb NOT NULL,
      pepper integer NOT NULL,
      hmac text NOT NULL`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('token_list')} (hmac)`;
  }

  async apply(events: readonly Recorded<TokenEvent>[], sql: Sql): Promise<void> {
    const created = of(events, 'TokenCreated').map(({ stream, position, at, cause, event }) => ({
      id: idOf(stream),
      created_position: position,
      name: event.grant.name,
      permissions: event.grant.permissions,
      cidr_blocks: event.grant.allowedCidrBlocks,
      created_at: at,
      created_by: cause.actor,
      ...event.digest,
    }));
    if (created.length > 0)
      await sql`
        INSERT INTO ${sql.table('token_list')}
          (id, created_position, name, permissions, cidr_blocks, created_at, created_by, pepper, hmac)
        SELECT * FROM ${rowsOf(
          created,
          `id uuid, created_position bigint, name text, permissions text[], cidr_blocks text[],
           created_at timestamptz, created_by jsonb, pepper integer, hmac text`,
        )} AS r
        ON CONFLICT DO NOTHING`;
    const deleted = of(events, 'TokenDeleted').map(({ stream }) => ({ id: idOf(stream) }));
    if (deleted.length > 0)
      await sql`
        DELETE FROM ${sql.table('token_list')} t
        USING ${rowsOf(deleted, 'id uuid')} AS r WHERE t.id = r.id`;
  }
}
