import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type GetDiagnosisResponse,
  type KeptDiagnosis as WireKept,
  ServiceError,
} from '@margay/contracts';
import { authorOf } from '../author.js';
import { present } from '../present.js';
import type { DiagnosisSummary, KeptDiagnosis } from './diagnoses.schema.js';
import { diagnosisToRest } from './diagnosis.wire.js';
import { said } from './said.js';

const NUMBER = /^[1-9]\d{0,8}$/;

/** Which diagnosis a path names. @throws ServiceError `not_found` for one that there cannot be */
export function diagnosisNumberOf(text: string): number {
  if (!NUMBER.test(text)) throw new ServiceError('not_found', 'There is no such diagnosis.');
  return Number(text);
}

export function summaryToRest({ diagnosed, diagnosedAt, diagnosedBy }: WireKept): DiagnosisSummary {
  const { accountId, number, stackId, version, status, outcome, kind, cause, evidence } =
    present(diagnosed);
  const { sha256, bytes } = present(evidence);
  const author = authorOf(diagnosedBy);
  return {
    accountId,
    number,
    stackId,
    ...said('version', version),
    status,
    outcome: outcome as DiagnosisSummary['outcome'],
    ...said('kind', kind),
    ...(cause
      ? {
          cause: {
            class: cause.class,
            owner: cause.owner,
            retry: cause.retry,
            stackId: cause.stackId,
            path: cause.path,
            resourceType: cause.resourceType,
            ...said('action', cause.action),
            remedy: cause.remedy,
          },
        }
      : {}),
    evidence: { sha256, bytes },
    diagnosedAt: timestampDate(present(diagnosedAt)).toISOString(),
    ...(author ? { diagnosedBy: author } : {}),
  };
}

/** A diagnosis that was kept, as it is published. */
export const keptToRest = ({
  kept,
  diagnosis,
}: Pick<GetDiagnosisResponse, 'kept' | 'diagnosis'>): KeptDiagnosis => ({
  ...summaryToRest(present(kept)),
  diagnosis: diagnosisToRest(present(diagnosis)),
});
