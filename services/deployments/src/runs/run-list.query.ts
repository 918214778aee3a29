import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RunRow } from './run.row.js';

/** Far more than there are accounts. */
const OPEN_MAX = 10_000;

export interface RunPage {
  readonly runs: readonly RunRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: string;
}

export type OpenRun = Pick<RunRow, 'accountId' | 'run' | 'revision'>;

@Injectable()
export class RunListQuery {
  constructor(private readonly source: DataSource) {}

  one(accountId: string, run: number): Promise<RunRow | null> {
    return this.source.getRepository(RunRow).findOneBy({ accountId, run });
  }

  /** Newest first. @param accountId empty: of all */
  async page(accountId: string, before: string | undefined, limit: number): Promise<RunPage> {
    const query = this.source
      .getRepository(RunRow)
      .createQueryBuilder('t')
      .orderBy('t.requested_position', 'DESC')
      .limit(limit + 1);
    if (accountId !== '') query.andWhere('t.account_id = :accountId', { accountId });
    if (before !== undefined) query.andWhere('t.requested_position < :before', { before });
    const rows = await query.getMany();
    const runs = rows.slice(0, limit);
    const last = runs.at(-1);
    return rows.length > limit && last ? { runs, next: last.requestedPosition } : { runs };
  }

  /** Those that are not over, longest waiting first, without what happened in them. */
  open(): Promise<readonly OpenRun[]> {
    return this.source
      .getRepository(RunRow)
      .createQueryBuilder('t')
      .select('t.account_id', 'accountId')
      .addSelect('t.run', 'run')
      .addSelect('t.revision', 'revision')
      .where('t.ended_at IS NULL')
      .orderBy('t.requested_position', 'ASC')
      .limit(OPEN_MAX)
      .getRawMany<OpenRun>();
  }
}
