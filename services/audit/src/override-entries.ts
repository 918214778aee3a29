import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type OverrideEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.Override${string}` }
>;
type OverrideEntries = {
  readonly [Event in OverrideEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on overrides are called, and for people. */
export const OVERRIDE_ACTIONS = {
  REQUEST_UPGRADE_OVERRIDE: 'Asks that an upgrade may leave out minor releases.',
  APPROVE_UPGRADE_OVERRIDE: 'Approves that an upgrade leaves out minor releases.',
  WITHDRAW_UPGRADE_OVERRIDE: 'Withdraws that an upgrade may leave out minor releases.',
} as const;

const entry = (
  actionName: keyof typeof OVERRIDE_ACTIONS,
  overrideId: string,
  input: JsonObject,
  after: JsonObject,
): AuditEntry => ({
  actionName,
  actionDescription: OVERRIDE_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { id: overrideId, ...input } } },
  actionDetails: {},
  errors: [],
  targets: [{ type: 'upgrade-override', id: overrideId, name: overrideId }],
  after,
});

/** One line for each event of an override. */
export const OVERRIDE_ENTRIES: OverrideEntries = {
  'margay.deployments.v1.OverrideRequested': ({ overrideId, accountId, target, reason }) => {
    const asked = { accountId, target, reason };
    return entry('REQUEST_UPGRADE_OVERRIDE', overrideId, asked, { status: 'requested', ...asked });
  },
  'margay.deployments.v1.OverrideApproved': ({ overrideId, comment }) =>
    entry('APPROVE_UPGRADE_OVERRIDE', overrideId, { comment }, { status: 'approved' }),
  'margay.deployments.v1.OverrideWithdrawn': ({ overrideId, reason }) =>
    entry('WITHDRAW_UPGRADE_OVERRIDE', overrideId, { reason }, { status: 'withdrawn' }),
};
