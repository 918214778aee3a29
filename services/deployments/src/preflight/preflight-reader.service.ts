import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { PreflightListProjection } from './preflight-list.projection.js';
import { PreflightListQuery } from './preflight-list.query.js';
import type { PreflightRow } from './preflight.row.js';

const LIMIT = { default: 20, max: 100 } as const;
const Run = z.number().int().positive();

/** Answers about preflights, never older than what was acknowledged before the question. */
@Injectable()
export class PreflightReader {
  constructor(
    @InjectProjector(PreflightListProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: PreflightListQuery,
    private readonly accounts: AccountReader,
    private readonly cursors: CursorSecret,
  ) {}

  async one(accountId: string, run: number): Promise<PreflightRow> {
    await this.projector.fresh();
    const row = await this.list.one(accountId, run);
    if (!row) throw new ServiceError('not_found', 'There is no such preflight.');
    return row;
  }

  async page(accountId: string, limit: number, cursor: string) {
    await this.accounts.one(accountId);
    const list = JSON.stringify(['preflights', accountId]);
    const before =
      cursor === '' ? undefined : Run.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { preflights, next } = await this.list.page(accountId, before, size);
    return {
      preflights,
      next: next === undefined ? '' : sealCursor(this.cursors.value, list, next),
    };
  }

  async open(limit: number): Promise<readonly PreflightRow[]> {
    await this.projector.fresh();
    return this.list.open(limit);
  }
}
