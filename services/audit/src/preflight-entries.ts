import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type PreflightEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.Preflight${string}` }
>;
type PreflightEntries = {
  readonly [Event in PreflightEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on preflights are called, and for people. */
export const PREFLIGHT_ACTIONS = {
  START_PREFLIGHT: 'Asks what stands in the way of a deployment.',
  CONCLUDE_PREFLIGHT_CHECK: 'Says what a check of a preflight found.',
  END_PREFLIGHT: 'Ends a preflight whose checks all have results.',
  WAIVE_PREFLIGHT_CHECK: 'Takes the consequences of what a check of a preflight found.',
} as const;

const entry = (
  actionName: keyof typeof PREFLIGHT_ACTIONS,
  { accountId, run }: Pick<PreflightEvent, 'accountId' | 'run'>,
  input: JsonObject = {},
  actionDetails: JsonObject = {},
): AuditEntry => ({
  actionName,
  actionDescription: PREFLIGHT_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { id: accountId, run, ...input } } },
  actionDetails,
  errors: [],
  targets: [
    { type: 'preflight', id: `${accountId}/${run}`, name: `${accountId}/${run}` },
    { type: 'aws-account', id: accountId, name: accountId },
  ],
});

/** One line for each event of a preflight. What a check looked at is in the log of the service. */
export const PREFLIGHT_ENTRIES: PreflightEntries = {
  'margay.deployments.v1.PreflightStarted': (event) => {
    const { version = '', stackName = '', phase = '', principal = '' } = event.subject ?? {};
    return entry('START_PREFLIGHT', event, { version, stackName, phase, principal });
  },
  'margay.deployments.v1.PreflightCheckConcluded': (event) => {
    const { id = '', outcome = '', message = '' } = event.result ?? {};
    return entry('CONCLUDE_PREFLIGHT_CHECK', event, {}, { check: id, outcome, message });
  },
  'margay.deployments.v1.PreflightEnded': (event) => entry('END_PREFLIGHT', event),
  'margay.deployments.v1.PreflightCheckWaived': (event) =>
    entry('WAIVE_PREFLIGHT_CHECK', event, { check: event.check, reason: event.reason }),
};
