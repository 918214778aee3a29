import { idOf, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import { eventsOf } from './events-of.js';
import type { TokenEvent } from '../token/token-event.js';

type Events = readonly Recorded<TokenEvent>[];

/** Which values tokens have and had. One without an end is in force, one whose end is over is retired. */
export async function applyValues(events: Events, sql: Sql): Promise<void> {
  await replace(events, sql);
  await add(events, sql);
  await end(events, sql);
  await undo(events, sql);
  await rekey(events, sql);
}

async function replace(events: Events, sql: Sql): Promise<void> {
  const rotated = eventsOf(events, 'TokenRotated').map(({ stream, at, event }) => ({
    id: idOf(stream),
    at,
    until: event.previousWorksUntil ?? at,
  }));
  if (rotated.length > 0)
    await sql`
      UPDATE ${sql.table('token_value')} v
      SET works_until = CASE WHEN v.works_until IS NULL THEN r.until
                             ELSE least(v.works_until, r.at) END
      FROM ${rowsOf(rotated, 'id uuid, at timestamptz, until timestamptz')} AS r
      WHERE v.token_id = r.id`;
}

async function add(events: Events, sql: Sql): Promise<void> {
  const made = [
    ...eventsOf(events, 'TokenCreated').map((recorded) => ({ ...recorded, generation: 1 })),
    ...eventsOf(events, 'TokenRotated').map((recorded) => ({
      ...recorded,
      generation: recorded.event.generation,
    })),
  ].map(({ stream, at, event, generation }) => ({
    token_id: idOf(stream),
    generation,
    created_at: at,
    ...event.digest,
  }));
  if (made.length > 0)
    await sql`
      INSERT INTO ${sql.table('token_value')} (token_id, generation, pepper, hmac, created_at)
      SELECT * FROM ${rowsOf(
        made,
        'token_id uuid, generation integer, pepper integer, hmac text, created_at timestamptz',
      )} AS r
      ON CONFLICT DO NOTHING`;
}

async function end(events: Events, sql: Sql): Promise<void> {
  const ended = [
    ...eventsOf(events, 'RotationEnded').map(({ stream, at, event }) => ({
      id: idOf(stream),
      at,
      generation: event.generation,
    })),
    ...eventsOf(events, 'RotationUndone').map(({ stream, at, event }) => ({
      id: idOf(stream),
      at,
      generation: event.retired,
    })),
  ];
  if (ended.length > 0)
    await sql`
      UPDATE ${sql.table('token_value')} v SET works_until = r.at
      FROM ${rowsOf(ended, 'id uuid, at timestamptz, generation integer')} AS r
      WHERE v.token_id = r.id AND v.generation = r.generation`;
}

async function undo(events: Events, sql: Sql): Promise<void> {
  const undone = eventsOf(events, 'RotationUndone').map(({ stream, event }) => ({
    id: idOf(stream),
    generation: event.generation,
  }));
  if (undone.length > 0)
    await sql`
      UPDATE ${sql.table('token_value')} v SET works_until = NULL
      FROM ${rowsOf(undone, 'id uuid, generation integer')} AS r
      WHERE v.token_id = r.id AND v.generation = r.generation`;
}

async function rekey(events: Events, sql: Sql): Promise<void> {
  const rekeyed = eventsOf(events, 'TokenValueRekeyed').map(({ stream, event }) => ({
    id: idOf(stream),
    generation: event.generation,
    ...event.digest,
  }));
  if (rekeyed.length > 0)
    await sql`
      UPDATE ${sql.table('token_value')} v SET pepper = r.pepper, hmac = r.hmac
      FROM ${rowsOf(rekeyed, 'id uuid, generation integer, pepper integer, hmac text')} AS r
      WHERE v.token_id = r.id AND v.generation = r.generation`;
}
