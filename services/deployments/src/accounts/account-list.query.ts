import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountRow } from './account.row.js';

/** Each undefined: of any. */
export interface AccountFilter {
  readonly status?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

export interface AccountPage {
  readonly accounts: readonly AccountRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class AccountListQuery {
  constructor(private readonly source: DataSource) {}

  one(id: string): Promise<AccountRow | null> {
    return this.source.getRepository(AccountRow).findOneBy({ id });
  }

  /** In the order they were first requested, so that new ones only ever appear at the end. */
  async page(filter: AccountFilter, after: number, limit: number): Promise<AccountPage> {
    const query = this.source
      .getRepository(AccountRow)
      .createQueryBuilder('t')
      .where('t.created_position > :after', { after })
      .orderBy('t.created_position', 'ASC')
      .limit(limit + 1);
    for (const name of ['status', 'account', 'region'] as const)
      if (filter[name] !== undefined)
        query.andWhere(`t.${name} = :${name}`, { [name]: filter[name] });
    const rows = await query.getMany();
    const accounts = rows.slice(0, limit);
    const last = accounts.at(-1);
    return rows.length > limit && last
      ? { accounts, next: Number(last.createdPosition) }
      : { accounts };
  }

  /** Approvals that are over, those that have been over for longest first. */
  async over(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.source
      .getRepository(AccountRow)
      .createQueryBuilder('t')
      .select('t.id')
      .where("t.status = 'approved' AND t.expires_at <= :now", { now })
      .orderBy('t.expires_at', 'ASC')
      .limit(limit)
      .getMany();
    return rows.map(({ id }) => id);
  }
}
