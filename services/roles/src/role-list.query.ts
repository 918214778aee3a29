import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RoleRow, RoleStepRow } from './role.row.js';

const STEPS_MAX = 200;
const ASSUMABLE_MAX = 5_000;

/** Each undefined: of any. */
export interface RoleFilter {
  readonly status?: string;
  readonly environment?: string;
  readonly account?: string;
}

export interface RolePage {
  readonly roles: readonly RoleRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

/** Who has an ARN, or when it was given back last. */
export interface Tenure {
  readonly held: boolean;
  /** Log position; 0 if nobody ever had it. */
  readonly releasedAt: number;
}

@Injectable()
export class RoleListQuery {
  constructor(private readonly source: DataSource) {}

  one(id: string): Promise<RoleRow | null> {
    return this.source.getRepository(RoleRow).findOneBy({ id });
  }

  /** The newest steps, oldest first. */
  async steps(roleId: string): Promise<readonly RoleStepRow[]> {
    const newest = await this.source.getRepository(RoleStepRow).find({
      where: { roleId },
      order: { position: 'DESC' },
      take: STEPS_MAX,
    });
    return newest.reverse();
  }

  /** In the order they were proposed, so that new ones only ever appear at the end. */
  async page(filter: RoleFilter, after: number, limit: number): Promise<RolePage> {
    const query = this.source
      .getRepository(RoleRow)
      .createQueryBuilder('t')
      .where('t.created_position > :after', { after })
      .orderBy('t.created_position', 'ASC')
      .limit(limit + 1);
    for (const name of ['status', 'environment', 'account'] as const)
      if (filter[name] !== undefined)
        query.andWhere(`t.${name} = :${name}`, { [name]: filter[name] });
    const rows = await query.getMany();
    const roles = rows.slice(0, limit);
    const last = roles.at(-1);
    return rows.length > limit && last ? { roles, next: Number(last.createdPosition) } : { roles };
  }

  /** The active roles that trust a principal. */
  assumableBy(principal: string): Promise<readonly RoleRow[]> {
    return this.source
      .getRepository(RoleRow)
      .createQueryBuilder('t')
      .where("t.status = 'active' AND :principal = ANY (t.principals)", { principal })
      .orderBy('t.created_position', 'ASC')
      .limit(ASSUMABLE_MAX)
      .getMany();
  }

  async tenure(identity: string): Promise<Tenure> {
    const row = await this.source
      .getRepository(RoleRow)
      .createQueryBuilder('t')
      .select('bool_or(t.released_position IS NULL)', 'held')
      .addSelect('max(t.released_position)', 'released')
      .where('t.identity = :identity', { identity })
      .getRawOne<{ held: boolean | null; released: string | null }>();
    return { held: row?.held ?? false, releasedAt: Number(row?.released ?? 0) };
  }
}
