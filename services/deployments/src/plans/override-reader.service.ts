import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../checked.js';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { OverrideListProjection } from './override-list.projection.js';
import { OverrideListQuery } from './override-list.query.js';
import { OVERRIDE_STATUSES, type OverrideRow } from './override.row.js';

const LIMIT = { default: 50, max: 100 } as const;
const After = z.number().int().nonnegative();
const Filter = z.object({
  status: z.union([z.literal('').transform(() => undefined), z.enum(OVERRIDE_STATUSES)]),
  accountId: z.string().transform((text) => (text === '' ? undefined : text)),
});

/** Answers about overrides, never older than what was acknowledged before the question. */
@Injectable()
export class OverrideReader {
  constructor(
    @InjectProjector(OverrideListProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: OverrideListQuery,
    private readonly cursors: CursorSecret,
  ) {}

  async one(id: string): Promise<OverrideRow> {
    await this.projector.fresh();
    const row = z.uuid().safeParse(id).success ? await this.list.one(id) : null;
    if (!row) throw new ServiceError('not_found', 'There is no such override.');
    return row;
  }

  async page(
    filter: { readonly status: string; readonly accountId: string },
    limit: number,
    cursor: string,
  ) {
    const wanted = checked(Filter, filter, 'The list cannot be filtered like this.');
    // The filter is part of the list's name: a cursor goes on with the list it came from.
    const list = JSON.stringify(['overrides', filter.status, filter.accountId]);
    const after = cursor === '' ? 0 : After.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { overrides, next } = await this.list.page(wanted, after, size);
    const more = next === undefined ? '' : sealCursor(this.cursors.value, list, next);
    return { overrides, next: more };
  }
}
