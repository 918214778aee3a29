import { openCursor, sealCursor } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AuditEvent } from './attempt.js';
import { AttemptLogProjection } from './attempt-log.projection.js';
import { AuditLogQuery } from './audit-log.query.js';

const LIMIT = { default: 50, max: 500 } as const;
const LIST = 'audit-log';
const Before = z.number().int().positive();

/** What seals the cursors of the list. */
export class CursorSecret {
  constructor(readonly value: string) {}
}

/** Answers about the audit log: every attempt acknowledged before the question is in it. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly log: AuditLogQuery,
    private readonly cursors: CursorSecret,
    @InjectProjector(AttemptLogProjection) private readonly attempts: Projector<AuditEvent>,
  ) {}

  async page(limit: number, cursor: string) {
    const before =
      cursor === '' ? undefined : Before.parse(openCursor(this.cursors.value, LIST, cursor));
    await this.attempts.fresh();
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    const { records, next } = await this.log.page(before, size);
    return { records, next: next === undefined ? '' : sealCursor(this.cursors.value, LIST, next) };
  }
}
