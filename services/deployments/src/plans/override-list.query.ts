import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OverrideRow } from './override.row.js';

/** Each undefined: of any. */
export interface OverrideFilter {
  readonly status?: string | undefined;
  readonly accountId?: string | undefined;
}

export interface OverridePage {
  readonly overrides: readonly OverrideRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class OverrideListQuery {
  constructor(private readonly source: DataSource) {}

  one(id: string): Promise<OverrideRow | null> {
    return this.source.getRepository(OverrideRow).findOneBy({ id });
  }

  /** In the order they were requested, so that new ones only ever appear at the end. */
  async page(filter: OverrideFilter, after: number, limit: number): Promise<OverridePage> {
    const query = this.source
      .getRepository(OverrideRow)
      .createQueryBuilder('t')
      .where('t.created_position > :after', { after })
      .orderBy('t.created_position', 'ASC')
      .limit(limit + 1);
    if (filter.status !== undefined)
      query.andWhere('t.status = :status', { status: filter.status });
    if (filter.accountId !== undefined)
      query.andWhere('t.account_id = :accountId', { accountId: filter.accountId });
    const rows = await query.getMany();
    const overrides = rows.slice(0, limit);
    const last = overrides.at(-1);
    return rows.length > limit && last
      ? { overrides, next: Number(last.createdPosition) }
      : { overrides };
  }
}
