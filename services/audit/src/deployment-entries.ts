import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type DeploymentEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.Deployment${string}` }
>;
type DeploymentEntries = {
  readonly [Event in DeploymentEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on deployments are called, and for people. */
export const DEPLOYMENT_ACTIONS = {
  REQUEST_DEPLOYMENT: 'Asks for the platform to be installed or upgraded.',
  APPROVE_DEPLOYMENT: 'Approves what a deployment is going to change.',
  ACKNOWLEDGE_DEPLOYMENT_TASK: 'Says that a task of an upgrade is done.',
  INTEND_DEPLOYMENT_STEP: 'Decides to take a step of a deployment.',
  TAKE_DEPLOYMENT_STEP: 'Takes a step of a deployment.',
  PAUSE_DEPLOYMENT: 'Lets a deployment wait before its next change.',
  RESUME_DEPLOYMENT: 'Lets a deployment go on.',
  CANCEL_DEPLOYMENT: 'Gives up a deployment.',
  END_DEPLOYMENT_CANCELLED: 'Ends a deployment that was given up.',
  COMPLETE_DEPLOYMENT_HOP: 'Ends one step from a version to the next.',
  COMPLETE_DEPLOYMENT: 'Ends a deployment that came through.',
  FAIL_DEPLOYMENT: 'Ends a deployment that did not come through.',
  RECOVER_DEPLOYMENT: 'Asks for what a failed deployment left to be dealt with.',
  END_DEPLOYMENT_RECOVERED: 'Ends a deployment whose stack was dealt with.',
} as const;

const entry = (
  actionName: keyof typeof DEPLOYMENT_ACTIONS,
  { accountId, run }: Pick<DeploymentEvent, 'accountId' | 'run'>,
  input: JsonObject = {},
  failure?: string,
): AuditEntry => ({
  actionName,
  actionDescription: DEPLOYMENT_ACTIONS[actionName],
  actionResult: failure === undefined ? 'SUCCEEDED' : 'FAILED',
  actionParams: { dynamic: { input: { id: accountId, run, ...input } } },
  actionDetails: {},
  errors: failure === undefined ? [] : [failure],
  targets: [
    { type: 'deployment', id: `${accountId}/${run}`, name: `${accountId}/${run}` },
    { type: 'aws-account', id: accountId, name: accountId },
  ],
});

/** One line for each event of a deployment. */
export const DEPLOYMENT_ENTRIES: DeploymentEntries = {
  'margay.deployments.v1.DeploymentRequested': (event) =>
    entry('REQUEST_DEPLOYMENT', event, {
      stackName: event.stackName,
      from: event.hops[0]?.from ?? '',
      to: event.hops.at(-1)?.to ?? '',
    }),
  'margay.deployments.v1.DeploymentApproved': (event) =>
    entry('APPROVE_DEPLOYMENT', event, { hop: event.hop }),
  'margay.deployments.v1.DeploymentTaskAcknowledged': (event) =>
    entry('ACKNOWLEDGE_DEPLOYMENT_TASK', event, { hop: event.hop, task: event.task }),
  'margay.deployments.v1.DeploymentStepIntended': ({ hop, step, attempt, ...event }) =>
    entry('INTEND_DEPLOYMENT_STEP', event, { hop, step, attempt }),
  'margay.deployments.v1.DeploymentStepSucceeded': ({ hop, step, attempt, made, ...event }) =>
    entry('TAKE_DEPLOYMENT_STEP', event, { hop, step, attempt, ...(made ? { made } : {}) }),
  'margay.deployments.v1.DeploymentStepFailed': ({ hop, step, attempt, cause, ...event }) =>
    entry('TAKE_DEPLOYMENT_STEP', event, { hop, step, attempt }, cause?.message ?? ''),
  'margay.deployments.v1.DeploymentPaused': (event) =>
    entry('PAUSE_DEPLOYMENT', event, { reason: event.reason }),
  'margay.deployments.v1.DeploymentResumed': (event) =>
    entry('RESUME_DEPLOYMENT', event, { reason: event.reason }),
  'margay.deployments.v1.DeploymentCancelRequested': (event) =>
    entry('CANCEL_DEPLOYMENT', event, { reason: event.reason }),
  'margay.deployments.v1.DeploymentHopCompleted': (event) =>
    entry('COMPLETE_DEPLOYMENT_HOP', event, { hop: event.hop, version: event.version }),
  'margay.deployments.v1.DeploymentCompleted': (event) => entry('COMPLETE_DEPLOYMENT', event),
  'margay.deployments.v1.DeploymentCancelled': (event) =>
    entry('END_DEPLOYMENT_CANCELLED', event, { lastGood: event.lastGood }),
  'margay.deployments.v1.DeploymentFailed': ({ cause, lastGood, ...event }) =>
    entry('FAIL_DEPLOYMENT', event, { lastGood }, cause?.message ?? ''),
  'margay.deployments.v1.DeploymentRecoveryRequested': ({ recovery, reason, ...event }) =>
    entry('RECOVER_DEPLOYMENT', event, {
      action: recovery?.action ?? '',
      stack: recovery?.stackId ?? '',
      resources: recovery?.resources ?? [],
      reason,
    }),
  'margay.deployments.v1.DeploymentRecovered': (event) =>
    entry('END_DEPLOYMENT_RECOVERED', event, { lastGood: event.lastGood }),
};
