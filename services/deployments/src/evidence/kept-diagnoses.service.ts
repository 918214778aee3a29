import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Diagnoses } from '../diagnosis/diagnoses.service.js';
import { PreflightReader } from '../preflight/preflight-reader.service.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { EvidenceDocuments } from './evidence-documents.query.js';
import { diagnosedOf, evidenceOf } from './evidence.js';
import type {
  KeptDiagnosesState,
  KeptDiagnosisCommand,
  KeptDiagnosisEvent,
} from './kept-diagnosis.decider.js';
import { SecretMask } from './secret-mask.js';

export const KEPT_DIAGNOSES = Symbol('kept diagnoses');

/** Makes diagnoses and keeps them, with what was seen. */
@Injectable()
export class KeptDiagnoses {
  constructor(
    @Inject(KEPT_DIAGNOSES)
    private readonly kept: CommandHandler<
      KeptDiagnosisCommand,
      KeptDiagnosesState,
      KeptDiagnosisEvent
    >,
    private readonly diagnoses: Diagnoses,
    private readonly preflights: PreflightReader,
    private readonly catalog: ReleaseCatalog,
    private readonly documents: EvidenceDocuments,
  ) {}

  /** @returns which one it is @throws ServiceError as a diagnosis that is not kept */
  async keep(accountId: string, stack: string, version: string, cause: Cause): Promise<number> {
    const seen = await this.diagnoses.of(accountId, stack, version);
    const mask = new SecretMask(await this.hidden(), seen.stack.parameters);
    const [preflight] = (await this.preflights.page(accountId, 1, '')).preflights;
    // First the evidence: an event names nothing that is not there.
    const evidence = await this.documents.keep(JSON.stringify(evidenceOf(seen, preflight, mask)));
    const diagnosed = { ...diagnosedOf(seen, version, mask), evidence };
    const command = { type: 'KeepDiagnosis', ...diagnosed } as const;
    return (await this.kept.execute(accountId, command, cause)).state.count;
  }

  /** Parameters that any release declares as never shown again. */
  private async hidden(): Promise<ReadonlySet<string>> {
    const declared = (await this.catalog.asOf(''))
      .all()
      .flatMap(({ release }) => release.parameters ?? []);
    return new Set(declared.filter(({ noEcho }) => noEcho).map(({ name }) => name));
  }
}
