import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { RunListProjection } from './run-list.projection.js';
import { type OpenRun, RunListQuery } from './run-list.query.js';
import type { RunRow } from './run.row.js';

const LIMIT = { default: 20, max: 100 } as const;
const Position = z.string().regex(/^\d{1,19}$/);

/** Answers about deployments, never older than what was acknowledged before the question. */
@Injectable()
export class RunReader {
  constructor(
    @InjectProjector(RunListProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: RunListQuery,
    private readonly cursors: CursorSecret,
  ) {}

  async one(accountId: string, run: number): Promise<RunRow> {
    await this.projector.fresh();
    const row = await this.list.one(accountId, run);
    if (!row) throw new ServiceError('not_found', 'There is no such deployment.');
    return row;
  }

  async page(accountId: string, limit: number, cursor: string) {
    const list = JSON.stringify(['deployments', accountId]);
    const before =
      cursor === '' ? undefined : Position.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { runs, next } = await this.list.page(accountId, before, size);
    return {
      runs,
      next: next === undefined ? '' : sealCursor(this.cursors.value, list, next),
    };
  }

  async open(): Promise<readonly OpenRun[]> {
    await this.projector.fresh();
    return this.list.open();
  }
}
