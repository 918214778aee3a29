import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type StackDiagnosedSchema,
  type KeptDiagnosisSchema,
} from '@margay/contracts';
import type { Diagnosed } from './kept-diagnosis.decider.js';
import type { KeptDiagnosisRow } from './kept-diagnosis.row.js';

export const diagnosedToWire = (
  accountId: string,
  number: number,
  { stackId, version, status, outcome, kind, cause, evidence }: Diagnosed,
): MessageInitShape<typeof StackDiagnosedSchema> => ({
  accountId,
  number,
  stackId,
  version: version ?? '',
  status,
  outcome,
  kind: kind ?? '',
  ...(cause ? { cause: { ...cause, action: cause.action ?? '', path: [...cause.path] } } : {}),
  evidence,
});

export const keptDiagnosisToWire = ({
  accountId,
  number,
  diagnosed,
  diagnosedAt,
  diagnosedBy,
}: KeptDiagnosisRow): MessageInitShape<typeof KeptDiagnosisSchema> => ({
  diagnosed: diagnosedToWire(accountId, number, diagnosed),
  diagnosedAt: timestampFromDate(diagnosedAt),
  diagnosedBy: actorToWire(diagnosedBy),
});
