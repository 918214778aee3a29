import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { VerificationRow } from '../role.row.js';

const SHOWN_MAX = 20;

/** When a role is to be verified again. Each a fifth more or less, by the role's id: not all at once. */
export interface Intervals {
  /** After one that passed. */
  readonly regularMs: number;
  /** After one that failed or was inconclusive. */
  readonly soonMs: number;
}

@Injectable()
export class VerificationsQuery {
  constructor(
    private readonly source: DataSource,
    private readonly database: Database,
  ) {}

  /** Newest first. */
  of(roleId: string): Promise<readonly VerificationRow[]> {
    return this.source.getRepository(VerificationRow).find({
      where: { roleId },
      order: { startedPosition: 'DESC' },
      take: SHOWN_MAX,
    });
  }

  /** Those that nobody has concluded, longest waiting first. */
  open(limit: number): Promise<readonly VerificationRow[]> {
    return this.source
      .getRepository(VerificationRow)
      .createQueryBuilder('v')
      .where('v.ended_at IS NULL')
      .orderBy('v.started_position', 'ASC')
      .limit(limit)
      .getMany();
  }

  /** Roles in use that are to be verified again. @returns ids */
  async due({ regularMs, soonMs }: Intervals, limit: number): Promise<readonly string[]> {
    const rows = await this.database.sql<{ id: string }>`
      SELECT t.id FROM role_list t
      WHERE t.status IN ('active', 'degraded')
        AND t.verified_at < now() - make_interval(secs =>
              (CASE WHEN t.verified_outcome = 'passed' THEN ${regularMs}::float ELSE ${soonMs}::float END)
              / 1000 * (0.8 + 0.4 * (abs(hashtext(t.id::text)) % 1000) / 1000.0))
        AND NOT EXISTS (SELECT FROM role_verification v WHERE v.role_id = t.id AND v.ended_at IS NULL)
      ORDER BY t.verified_at LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }
}
