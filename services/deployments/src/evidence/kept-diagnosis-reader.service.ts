import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import { CursorSecret } from '../cursor-secret.js';
import type { DeploymentsEvent } from '../deployments-event.js';
import { EvidenceDocuments } from './evidence-documents.query.js';
import type { Evidence } from './evidence.js';
import { KeptDiagnosisListProjection } from './kept-diagnosis-list.projection.js';
import { KeptDiagnosisListQuery } from './kept-diagnosis-list.query.js';
import type { KeptDiagnosisRow } from './kept-diagnosis.row.js';

const LIMIT = { default: 20, max: 100 } as const;
const DiagnosisNumber = z.number().int().positive();

/** Answers about diagnoses that were kept, never older than what was acknowledged before the question. */
@Injectable()
export class KeptDiagnosisReader {
  constructor(
    @InjectProjector(KeptDiagnosisListProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly list: KeptDiagnosisListQuery,
    private readonly documents: EvidenceDocuments,
    private readonly accounts: AccountReader,
    private readonly cursors: CursorSecret,
  ) {}

  /** With its evidence, proven to be what was kept. */
  async one(accountId: string, number: number): Promise<readonly [KeptDiagnosisRow, Evidence]> {
    await this.projector.fresh();
    const row = await this.list.one(accountId, number);
    if (!row) throw new ServiceError('not_found', 'There is no such diagnosis.');
    const content = await this.documents.read(row.diagnosed.evidence);
    return [row, JSON.parse(content) as Evidence];
  }

  async page(accountId: string, limit: number, cursor: string) {
    await this.accounts.one(accountId);
    const list = JSON.stringify(['diagnoses', accountId]);
    const before =
      cursor === ''
        ? undefined
        : DiagnosisNumber.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { diagnoses, next } = await this.list.page(accountId, before, size);
    return {
      diagnoses,
      next: next === undefined ? '' : sealCursor(this.cursors.value, list, next),
    };
  }
}
