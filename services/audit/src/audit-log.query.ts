import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { AuditRecordRow } from './audit-record.row.js';

export interface RecordPage {
  readonly records: readonly AuditRecordRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class AuditLogQuery {
  constructor(private readonly source: DataSource) {}

  /** Newest first. Records that come meanwhile are before the first page, so no page shifts. */
  async page(before: number | undefined, limit: number): Promise<RecordPage> {
    const rows = await this.source.getRepository(AuditRecordRow).find({
      ...(before === undefined ? {} : { where: { sequence: LessThan(String(before)) } }),
      order: { sequence: 'DESC' },
      take: limit + 1,
    });
    const records = rows.slice(0, limit);
    const last = records.at(-1);
    return rows.length > limit && last ? { records, next: Number(last.sequence) } : { records };
  }
}
