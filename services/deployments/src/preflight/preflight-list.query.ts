import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PreflightRow } from './preflight.row.js';

export interface PreflightPage {
  readonly preflights: readonly PreflightRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class PreflightListQuery {
  constructor(private readonly source: DataSource) {}

  one(accountId: string, run: number): Promise<PreflightRow | null> {
    return this.source.getRepository(PreflightRow).findOneBy({ accountId, run });
  }

  /** Newest first. @param before a run; undefined: from the newest */
  async page(accountId: string, before: number | undefined, limit: number): Promise<PreflightPage> {
    const query = this.source
      .getRepository(PreflightRow)
      .createQueryBuilder('t')
      .where('t.account_id = :accountId', { accountId })
      .orderBy('t.run', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('t.run < :before', { before });
    const rows = await query.getMany();
    const preflights = rows.slice(0, limit);
    const last = preflights.at(-1);
    return rows.length > limit && last ? { preflights, next: last.run } : { preflights };
  }

  /** Those that are not over, longest waiting first. */
  open(limit: number): Promise<readonly PreflightRow[]> {
    return this.source
      .getRepository(PreflightRow)
      .createQueryBuilder('t')
      .where('t.ended_at IS NULL')
      .orderBy('t.started_position', 'ASC')
      .limit(limit)
      .getMany();
  }
}
