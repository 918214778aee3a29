import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RolloutRow } from './rollout.row.js';

/** More than anybody watches at once. */
const OPEN_MAX = 200;

@Injectable()
export class RolloutListQuery {
  constructor(private readonly source: DataSource) {}

  one(id: string): Promise<RolloutRow | null> {
    return this.source.getRepository(RolloutRow).findOneBy({ id });
  }

  /** Newest first. @param before a position; undefined: from the newest */
  async page(before: number | undefined, limit: number) {
    const query = this.source
      .getRepository(RolloutRow)
      .createQueryBuilder('t')
      .orderBy('t.created_position', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.where('t.created_position < :before', { before });
    const rows = await query.getMany();
    const rollouts = rows.slice(0, limit);
    const last = rollouts.at(-1);
    return rows.length > limit && last
      ? { rollouts, next: Number(last.createdPosition) }
      : { rollouts };
  }

  /** Those in which something may begin, or is under way. */
  open(): Promise<readonly RolloutRow[]> {
    return this.source
      .getRepository(RolloutRow)
      .createQueryBuilder('t')
      .where(`t.status IN ('requested', 'running', 'paused') OR t.under_way > 0`)
      .orderBy('t.created_position', 'ASC')
      .limit(OPEN_MAX)
      .getMany();
  }
}
