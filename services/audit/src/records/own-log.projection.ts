import type { Projection, Recorded, Sql } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import { auditEventToWire } from '../audit-events.wire.js';
import { type Auditable, drafted } from './auditable.js';
import { PRODUCT_VERSION } from './product-version.js';
import { writeRecords } from './record-writer.projection.js';

/** How long a service may still be at work on a request whose answer the gateway gave up waiting for. */
const UNKNOWN_FOR_MS = 20_000;

const isUnknown = (event: AuditEvent): boolean =>
  event.type === 'AttemptRecorded' && event.result === 'FAILED';

export const auditableOf = (recorded: Recorded<AuditEvent>): Auditable => ({
  source: 'audit',
  position: recorded.position,
  id: recorded.id,
  at: recorded.at,
  cause: recorded.cause,
  message: auditEventToWire(recorded),
});

/** This service's own log, as records. Its tables are those of the audit log itself. */
@Injectable()
export class OwnLogProjection implements Projection<AuditEvent> {
  readonly name = 'attempt-log';
  readonly version = 1;
  readonly tables = {};

  constructor(@Inject(PRODUCT_VERSION) private readonly productVersion: string) {}

  async apply(events: readonly Recorded<AuditEvent>[], sql: Sql): Promise<void> {
    const undecided = await this.undecided(events, sql);
    for (const { position, at, event } of undecided) {
      const dueAt = new Date(at.getTime() + (isUnknown(event) ? UNKNOWN_FOR_MS : 0));
      await sql`INSERT INTO waiting_attempt (position, due_at) VALUES (${position}, ${dueAt})
                ON CONFLICT DO NOTHING`;
    }
    const waiting = new Set(undecided.map(({ id }) => id));
    await writeRecords(
      events.filter(({ id }) => !waiting.has(id)).map((event) => drafted(auditableOf(event))),
      sql,
      this.productVersion,
    );
    await this.carryOut(events, sql);
  }

  /** Attempts that another service may tell of, and of which nothing was decided when they were seen before. */
  private async undecided(
    events: readonly Recorded<AuditEvent>[],
    sql: Sql,
  ): Promise<readonly Recorded<AuditEvent>[]> {
    const open = events.filter(({ event }) => event.type === 'AttemptRecorded' && event.mayBeTold);
    if (open.length === 0) return [];
    const known = await sql<{ readonly id: string }>`
      SELECT event_id AS id FROM record_number WHERE event_id = ANY (${open.map(({ id }) => id)})`;
    const decided = new Set(known.map(({ id }) => id));
    return open.filter(({ id }) => !decided.has(id));
  }

  /** What was decided about the records themselves. The functions look the event up in the log. */
  private async carryOut(events: readonly Recorded<AuditEvent>[], sql: Sql): Promise<void> {
    for (const { event, id } of events) {
      if (event.type === 'SubjectErased') await sql`SELECT erase_subject(${id})`;
      if (event.type === 'RecordsDropped') await sql`SELECT drop_records(${id})`;
    }
  }
}
