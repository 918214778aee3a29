import {
  type AuditRecord,
  type Leaf,
  openingOf,
  type Personal,
  publishedRecord,
} from '@margay/audit-proof';
import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AuditEvent } from '../audit-event.js';
import { OwnLogProjection } from '../records/own-log.projection.js';
import { CursorSecret } from './cursor-secret.js';
import type { Filter } from './record-filter.js';
import { BUCKETS, type FoundRecord, GROUPS, RecordSearchQuery } from './record-search.query.js';

const LIMIT = { default: 50, max: 500 } as const;
const LIST = 'audit-log';
const After = z.number().int().positive();

export interface Search {
  readonly filter: Filter;
  /** 0 for the default. */
  readonly limit: number;
  readonly cursor: string;
  readonly oldestFirst: boolean;
}

/** As it is published. */
export const recordOf = ({ row, subjectKey }: FoundRecord): AuditRecord => {
  const leaf = JSON.parse(row.leaf) as Leaf;
  if (row.personal === null || !subjectKey) return publishedRecord(leaf, undefined);
  const personal = JSON.parse(row.personal) as Personal;
  const opening = openingOf(subjectKey, row.eventId).toString('base64url');
  return publishedRecord(leaf, { personal, opening });
};

/** Answers about the audit log: every attempt acknowledged before the question is in it. */
@Injectable()
export class RecordReader {
  constructor(
    private readonly log: RecordSearchQuery,
    private readonly cursors: CursorSecret,
    @InjectProjector(OwnLogProjection) private readonly own: Projector<AuditEvent>,
  ) {}

  async page({ filter, limit, cursor, oldestFirst }: Search) {
    const list = oldestFirst ? `${LIST}.up` : LIST;
    const after =
      cursor === '' ? undefined : After.parse(openCursor(this.cursors.value, list, cursor));
    await this.own.fresh();
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    const { records, next } = await this.log.page({ filter, after, limit: size, oldestFirst });
    return {
      records: records.map(recordOf),
      next: next === undefined ? '' : sealCursor(this.cursors.value, list, next),
    };
  }

  async counts(filter: Filter, bucket: string, by: string) {
    const known = BUCKETS.find((each) => each === bucket);
    if (!known || !(by in GROUPS))
      throw new ServiceError('bad_request', 'There is no such bucket or group.');
    await this.own.fresh();
    return this.log.counts(filter, known, by as keyof typeof GROUPS);
  }
}
