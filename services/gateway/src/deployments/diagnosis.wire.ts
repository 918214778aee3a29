import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import type { StackDenial, StackDiagnosis, StackFailure } from '@margay/contracts';
import { present } from '../present.js';
import { said } from './said.js';
import type { Diagnosis, Failure } from './diagnosis.schema.js';

const time = (at: Timestamp | undefined): string => timestampDate(present(at)).toISOString();

const denialToRest = ({ action, resource, by, policyArn, roleHasItFrom }: StackDenial) => ({
  action,
  ...said('resource', resource),
  ...said('by', by),
  ...said('policyArn', policyArn),
  ...said('roleHasItFrom', roleHasItFrom),
});

const failureToRest = ({
  path,
  type,
  status,
  reason,
  at,
  stackId,
  eventId,
  physicalId,
  cause,
  owner,
  retry,
  remedy,
  named,
  denial,
}: StackFailure): Failure => ({
  path,
  type,
  status,
  reason,
  at: time(at),
  stackId,
  eventId,
  ...said('physicalId', physicalId),
  cause,
  owner,
  retry,
  remedy,
  named,
  ...(denial ? { denial: denialToRest(denial) } : {}),
});

export const diagnosisToRest = ({
  stackId,
  status,
  outcome,
  kind,
  startedAt,
  cause,
  also,
  secondary,
  unread,
  nextActions,
  text,
}: StackDiagnosis): Diagnosis => ({
  stackId,
  status,
  outcome: outcome as Diagnosis['outcome'],
  ...said('kind', kind),
  ...(startedAt ? { startedAt: time(startedAt) } : {}),
  ...(cause ? { cause: failureToRest(cause) } : {}),
  also: also.map(failureToRest),
  secondary: secondary.map(failureToRest),
  unread,
  nextActions: nextActions.map(({ action, why, needsApproval, resources }) => ({
    action,
    why,
    needsApproval,
    ...(resources.length > 0 ? { resources } : {}),
  })),
  text,
});
