import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeptDiagnosisRow } from './kept-diagnosis.row.js';

export interface KeptDiagnosisPage {
  readonly diagnoses: readonly KeptDiagnosisRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class KeptDiagnosisListQuery {
  constructor(private readonly source: DataSource) {}

  one(accountId: string, number: number): Promise<KeptDiagnosisRow | null> {
    return this.source.getRepository(KeptDiagnosisRow).findOneBy({ accountId, number });
  }

  /** Newest first. @param before a number; undefined: from the newest */
  async page(
    accountId: string,
    before: number | undefined,
    limit: number,
  ): Promise<KeptDiagnosisPage> {
    const query = this.source
      .getRepository(KeptDiagnosisRow)
      .createQueryBuilder('t')
      .where('t.account_id = :accountId', { accountId })
      .orderBy('t.number', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('t.number < :before', { before });
    const rows = await query.getMany();
    const diagnoses = rows.slice(0, limit);
    const last = diagnoses.at(-1);
    return rows.length > limit && last ? { diagnoses, next: last.number } : { diagnoses };
  }
}
