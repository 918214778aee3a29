import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { StackDiagnosisSchema, StackFailureSchema } from '@margay/contracts';
import type { StackDiagnosis } from './diagnoses.service.js';
import type { Failure } from './diagnosis.js';
import type { RoleFix } from './role-fix.js';

const OTHERS_MAX = 100;
/** CloudFormation's own texts are shorter. */
const REASON_MAX = 5_000;

const failureToWire = (
  failure: Failure,
  roleFix?: RoleFix,
): MessageInitShape<typeof StackFailureSchema> => {
  const { stackId, path, physicalId, type, at, status, reason, eventId, cause } = failure;
  const { id, owner, retry, remedy, named, denial } = cause;
  return {
    stackId,
    path: [...path],
    physicalId: physicalId ?? '',
    type,
    at: timestampFromDate(new Date(at)),
    status,
    reason: reason.slice(0, REASON_MAX),
    eventId,
    cause: id,
    owner,
    retry,
    remedy,
    named: { ...named },
    ...(denial
      ? {
          denial: {
            action: denial.action,
            resource: denial.resource ?? '',
            by: denial.by ?? '',
            policyArn: denial.policyArn ?? '',
            roleHasItFrom: roleFix?.addedIn ?? '',
          },
        }
      : {}),
  };
};

export const diagnosisToWire = ({
  stackId,
  status,
  diagnosis,
  next,
  roleFix,
  text,
}: StackDiagnosis): MessageInitShape<typeof StackDiagnosisSchema> => {
  const { outcome, kind, startedAt, cause, also, secondary, unread } = diagnosis;
  return {
    stackId,
    status,
    outcome,
    kind: kind ?? '',
    ...(startedAt === undefined ? {} : { startedAt: timestampFromDate(new Date(startedAt)) }),
    ...(cause ? { cause: failureToWire(cause, roleFix) } : {}),
    also: also.slice(0, OTHERS_MAX).map((each) => failureToWire(each)),
    secondary: secondary.slice(0, OTHERS_MAX).map((each) => failureToWire(each)),
    unread: [...unread],
    nextActions: next.actions.map(({ action, why, needsApproval, resources = [] }) => ({
      action,
      why,
      needsApproval,
      resources: [...resources],
    })),
    text,
  };
};
