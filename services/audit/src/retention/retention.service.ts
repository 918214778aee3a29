import { ServiceError } from '@margay/contracts';
import {
  type Cause,
  CommandHandler,
  Database,
  InjectProjector,
  type Projector,
} from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import { OwnLogProjection } from '../records/own-log.projection.js';
import { Erasing } from './erasing.reactor.js';
import type { Retention, RetentionCommand, RetentionEvent } from './retention.decider.js';

/** All that is decided about the whole log is decided in one stream. */
export const RETENTION = { category: 'retention', id: 'log' } as const;

interface HoldRow {
  readonly id: string;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

/** How long records are kept, what must be kept longer, and who is forgotten sooner. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly handler: CommandHandler<RetentionCommand, Retention, RetentionEvent>,
    private readonly database: Database,
    private readonly erasing: Erasing,
    @InjectProjector(OwnLogProjection) private readonly own: Projector<AuditEvent>,
  ) {}

  async state() {
    const { days, holds } = await this.handler.state(RETENTION.id);
    const [mark] = await this.database.sql<{ readonly dropped: number }>`
      SELECT dropped_through AS dropped FROM retention_mark`;
    const placed = await this.database.sql<HoldRow>`
      SELECT DISTINCT ON (data->>'holdId') data->>'holdId' AS id, data->>'reason' AS reason,
             recorded_at AS at, coalesce(metadata->'actor'->>'name', metadata->'actor'->>'id') AS by
      FROM event WHERE stream_id = 'retention-log' AND type = 'HoldPlaced'
        AND data->>'holdId' = ANY (${holds})
      ORDER BY data->>'holdId', position DESC`;
    return { days, droppedThrough: mark?.dropped ?? 0, holds: placed };
  }

  /** Whether anything changed. What was decided is carried out when this resolves. */
  async execute(command: RetentionCommand, cause: Cause): Promise<Retention> {
    const { state, changed } = await this.handler.execute(RETENTION.id, command, cause);
    if (changed) await this.own.fresh();
    return state;
  }

  /** @returns of how many records the personal fields are gone */
  async erase(subject: string, reason: string, cause: Cause): Promise<number> {
    const [found] = await this.database.sql`SELECT FROM subject_key WHERE subject = ${subject}`;
    if (!found) throw new ServiceError('not_found', 'Nothing was recorded of such a subject.');
    await this.execute({ type: 'EraseSubject', subject, reason }, cause);
    const open = await this.database.sql<{ readonly id: string }>`
      SELECT event_id AS id FROM erasure WHERE subject = ${subject} AND done_through < through`;
    for (const { id } of open) await this.erasing.finish(id);
    const [row] = await this.database.sql<{ readonly count: number }>`
      SELECT count(*) AS count FROM audit_record WHERE subject = ${subject} AND personal IS NULL`;
    return row?.count ?? 0;
  }
}
