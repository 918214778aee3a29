import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { RolloutListProjection } from './rollout-list.projection.js';
import { RolloutListQuery } from './rollout-list.query.js';
import type { RolloutRow } from './rollout.row.js';

const LIMIT = { default: 20, max: 100 } as const;
const Position = z.number().int().positive();
const LIST = JSON.stringify(['rollouts']);

/** Answers about rollouts, never older than what was acknowledged before the question. */
@Injectable()
export class RolloutReader {
  constructor(
    @InjectProjector(RolloutListProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: RolloutListQuery,
    private readonly cursors: CursorSecret,
  ) {}

  async one(id: string): Promise<RolloutRow> {
    await this.projector.fresh();
    const row = z.uuid().safeParse(id).success ? await this.list.one(id) : null;
    if (!row) throw new ServiceError('not_found', 'There is no such rollout.');
    return row;
  }

  async page(limit: number, cursor: string) {
    const before =
      cursor === '' ? undefined : Position.parse(openCursor(this.cursors.value, LIST, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { rollouts, next } = await this.list.page(before, size);
    return { rollouts, next: next === undefined ? '' : sealCursor(this.cursors.value, LIST, next) };
  }

  async open(): Promise<readonly RolloutRow[]> {
    await this.projector.fresh();
    return this.list.open();
  }
}
