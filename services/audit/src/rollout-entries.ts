import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type RolloutEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.${'Rollout' | 'Freeze'}${string}` }
>;
type RolloutEntries = {
  readonly [Event in RolloutEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on rollouts and freezes are called, and for people. */
export const ROLLOUT_ACTIONS = {
  REQUEST_ROLLOUT: 'Asks for a release to be deployed to many accounts.',
  APPROVE_ROLLOUT: 'Approves that a release is deployed to many accounts.',
  PAUSE_ROLLOUT: 'Lets a rollout wait.',
  RESUME_ROLLOUT: 'Lets a rollout go on.',
  CANCEL_ROLLOUT: 'Gives up a rollout.',
  BEGIN_ROLLOUT_DEPLOYMENT: 'Begins with an account of a rollout.',
  REFUSE_ROLLOUT_DEPLOYMENT: 'Leaves out an account of a rollout that cannot be deployed to.',
  END_ROLLOUT_DEPLOYMENT: 'Takes note of how a deployment of a rollout has ended.',
  COMPLETE_ROLLOUT_RING: 'Ends a ring of a rollout.',
  HALT_ROLLOUT: 'Stops a rollout in which too much has failed.',
  COMPLETE_ROLLOUT: 'Ends a rollout that came through.',
  DECLARE_FREEZE: 'Says that no rollout begins anything for a time.',
  LIFT_FREEZE: 'Takes a freeze back.',
} as const;

const entry = (
  actionName: keyof typeof ROLLOUT_ACTIONS,
  [type, id]: readonly ['rollout' | 'freeze', string],
  input: JsonObject = {},
  failure?: string,
): AuditEntry => ({
  actionName,
  actionDescription: ROLLOUT_ACTIONS[actionName],
  actionResult: failure === undefined ? 'SUCCEEDED' : 'FAILED',
  actionParams: { dynamic: { input: { id, ...input } } },
  actionDetails: {},
  errors: failure === undefined ? [] : [failure],
  targets: [{ type, id, name: id }],
});

/** One line for each event of a rollout or a freeze. */
export const ROLLOUT_ENTRIES: RolloutEntries = {
  'margay.deployments.v1.RolloutRequested': ({ rolloutId, target, rings, ...plan }) =>
    entry('REQUEST_ROLLOUT', ['rollout', rolloutId], {
      target,
      rings: rings.map(({ name, accounts }) => ({ name, accounts: accounts.length })),
      maxParallel: plan.maxParallel,
      failuresAllowed: plan.failuresAllowed,
    }),
  'margay.deployments.v1.RolloutApproved': ({ rolloutId }) =>
    entry('APPROVE_ROLLOUT', ['rollout', rolloutId]),
  'margay.deployments.v1.RolloutPaused': ({ rolloutId, reason }) =>
    entry('PAUSE_ROLLOUT', ['rollout', rolloutId], { reason }),
  'margay.deployments.v1.RolloutResumed': ({ rolloutId, reason }) =>
    entry('RESUME_ROLLOUT', ['rollout', rolloutId], { reason }),
  'margay.deployments.v1.RolloutCancelled': ({ rolloutId, reason }) =>
    entry('CANCEL_ROLLOUT', ['rollout', rolloutId], { reason }),
  'margay.deployments.v1.RolloutDeploymentBegun': ({ rolloutId, accountId, run }) =>
    entry('BEGIN_ROLLOUT_DEPLOYMENT', ['rollout', rolloutId], { accountId, run }),
  'margay.deployments.v1.RolloutDeploymentRefused': ({ rolloutId, accountId, message }) =>
    entry('REFUSE_ROLLOUT_DEPLOYMENT', ['rollout', rolloutId], { accountId }, message),
  'margay.deployments.v1.RolloutDeploymentEnded': ({ rolloutId, accountId, run, outcome }) =>
    entry('END_ROLLOUT_DEPLOYMENT', ['rollout', rolloutId], { accountId, run, outcome }),
  'margay.deployments.v1.RolloutRingCompleted': ({ rolloutId, ring }) =>
    entry('COMPLETE_ROLLOUT_RING', ['rollout', rolloutId], { ring }),
  'margay.deployments.v1.RolloutHalted': ({ rolloutId, ring, failures }) =>
    entry('HALT_ROLLOUT', ['rollout', rolloutId], { ring, failures }),
  'margay.deployments.v1.RolloutCompleted': ({ rolloutId }) =>
    entry('COMPLETE_ROLLOUT', ['rollout', rolloutId]),
  'margay.deployments.v1.FreezeDeclared': ({ freezeId, from, until, reason }) =>
    entry('DECLARE_FREEZE', ['freeze', freezeId], {
      ...(from ? { from: timestampDate(from).toISOString() } : {}),
      ...(until ? { until: timestampDate(until).toISOString() } : {}),
      reason,
    }),
  'margay.deployments.v1.FreezeLifted': ({ freezeId, reason }) =>
    entry('LIFT_FREEZE', ['freeze', freezeId], { reason }),
};
