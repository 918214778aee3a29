import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../checked.js';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { AccountNumber } from './account.js';
import { AccountListProjection } from './account-list.projection.js';
import { type AccountFilter, AccountListQuery } from './account-list.query.js';
import type { AccountRow } from './account.row.js';
import { REGIONS } from './region.js';

const LIMIT = { default: 50, max: 100 } as const;
const After = z.number().int().nonnegative();
const any = <Schema extends z.ZodType<string>>(schema: Schema) =>
  z
    .union([z.literal(''), schema])
    .transform((text): string | undefined => (text === '' ? undefined : text));
const Filter = z.object({
  status: any(z.enum(['requested', 'approved', 'declined', 'expired', 'withdrawn'])),
  account: any(AccountNumber),
  region: any(z.enum(REGIONS)),
});

/** Answers about accounts, never older than what was acknowledged before the question. */
@Injectable()
export class AccountReader {
  constructor(
    @InjectProjector(AccountListProjection) private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: AccountListQuery,
    private readonly cursors: CursorSecret,
  ) {}

  async one(id: string): Promise<AccountRow> {
    await this.projector.fresh();
    const row = await this.list.one(id);
    if (!row) throw new ServiceError('not_found', 'There is no such account.');
    return row;
  }

  async page(filter: Readonly<Record<keyof AccountFilter, string>>, limit: number, cursor: string) {
    const wanted = checked(Filter, filter, 'The list cannot be filtered like this.');
    // The filter is part of the list's name: a cursor goes on with the list it came from.
    const list = JSON.stringify(['accounts', filter.status, filter.account, filter.region]);
    const after = cursor === '' ? 0 : After.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { accounts, next } = await this.list.page(wanted, after, size);
    return { accounts, next: next === undefined ? '' : sealCursor(this.cursors.value, list, next) };
  }

  async over(now: Date, limit: number): Promise<readonly string[]> {
    await this.projector.fresh();
    return this.list.over(now, limit);
  }
}
