import { idOf, type Projection, type Recorded, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';

/** One row for each reader that is registered. */
@Injectable()
export class ReaderListProjection implements Projection<AuditEvent> {
  readonly name = 'reader-list';
  readonly version = 1;
  readonly tables = {
    reader: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      name text NOT NULL,
      actions text[] NOT NULL,
      after_sequence bigint NOT NULL,
      revision integer NOT NULL,
      created_at timestamptz NOT NULL,
      created_by jsonb NOT NULL`,
  };

  async apply(events: readonly Recorded<AuditEvent>[], sql: Sql): Promise<void> {
    const table = sql.table('reader');
    for (const { stream, position, version, at, cause, event } of events) {
      if (event.type === 'ReaderRegistered')
        await sql`
          INSERT INTO ${table} (id, created_position, name, actions, after_sequence, revision,
            created_at, created_by)
          VALUES (${idOf(stream)}, ${position}, ${event.name}, ${event.actions},
            ${event.afterSequence}, ${version}, ${at}, ${JSON.stringify(cause.actor)})
          ON CONFLICT DO NOTHING`;
      if (event.type === 'ReaderRemoved')
        await sql`DELETE FROM ${table} WHERE id = ${idOf(stream)}`;
    }
  }
}
