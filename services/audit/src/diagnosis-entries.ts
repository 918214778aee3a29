import type { StackDiagnosed } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

/** What the actions on diagnoses are called, and for people. */
export const DIAGNOSIS_ACTIONS = {
  KEEP_DIAGNOSIS: 'Keeps why a stack in an AWS account did not come through, with the evidence.',
} as const;

/** One line for each diagnosis that was kept. What was seen is in the service. */
export const DIAGNOSIS_ENTRIES = {
  'margay.deployments.v1.StackDiagnosed': ({
    accountId,
    number,
    stackId,
    version,
    outcome,
    cause,
    evidence,
  }: StackDiagnosed): AuditEntry => ({
    actionName: 'KEEP_DIAGNOSIS',
    actionDescription: DIAGNOSIS_ACTIONS.KEEP_DIAGNOSIS,
    actionResult: 'SUCCEEDED',
    actionParams: { dynamic: { input: { id: accountId, stack: stackId, version } } },
    actionDetails: {
      outcome,
      ...(cause
        ? {
            cause: cause.class,
            owner: cause.owner,
            resource: cause.path.join('.'),
            action: cause.action,
          }
        : {}),
      evidence: evidence?.sha256 ?? '',
    },
    errors: [],
    targets: [
      { type: 'diagnosis', id: `${accountId}/${number}`, name: `${accountId}/${number}` },
      { type: 'aws-account', id: accountId, name: accountId },
    ],
  }),
};
