import type { Projection, Recorded, Sql } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditEvent } from './attempt.js';
import { auditEventToWire } from './audit-events.wire.js';
import { writeRecords } from './audit-log.projection.js';
import { PRODUCT_VERSION } from './product-version.js';

/** The attempts in this service's own log, as records. Its tables are those of the audit log itself. */
@Injectable()
export class AttemptLogProjection implements Projection<AuditEvent> {
  readonly name = 'attempt-log';
  readonly version = 1;
  readonly tables = {};

  constructor(@Inject(PRODUCT_VERSION) private readonly productVersion: string) {}

  apply(events: readonly Recorded<AuditEvent>[], sql: Sql): Promise<void> {
    return writeRecords(
      events.map((recorded) => ({
        source: 'audit',
        position: recorded.position,
        id: recorded.id,
        at: recorded.at,
        cause: recorded.cause,
        message: auditEventToWire(recorded),
      })),
      sql,
      this.productVersion,
    );
  }
}
