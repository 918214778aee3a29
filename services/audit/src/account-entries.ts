import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { AccountFacts, EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type AccountEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.Account${string}` }
>;
type AccountEntries = {
  readonly [Event in AccountEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on accounts are called, and for people. */
export const ACCOUNT_ACTIONS = {
  REQUEST_ACCOUNT: 'Asks for an AWS account to be approved.',
  UPDATE_ACCOUNT: 'Says what deploying into an AWS account depends on.',
  APPROVE_ACCOUNT: 'Approves an AWS account for a deployment.',
  DECLINE_ACCOUNT: 'Declines an AWS account.',
  EXPIRE_ACCOUNT: 'Ends the approval of an AWS account that is over.',
  WITHDRAW_ACCOUNT: 'Withdraws an AWS account.',
} as const;

const entry = (
  actionName: keyof typeof ACCOUNT_ACTIONS,
  { accountId }: { readonly accountId: string },
  input: JsonObject,
  after?: JsonObject,
): AuditEntry => ({
  actionName,
  actionDescription: ACCOUNT_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { id: accountId, ...input } } },
  actionDetails: {},
  errors: [],
  targets: [{ type: 'aws-account', id: accountId, name: accountId }],
  ...(after ? { after } : {}),
});

const factsOf = (facts: AccountFacts | undefined): JsonObject => ({
  deployedBy: facts?.deployedBy ?? '',
  snowflake: facts?.snowflake ?? '',
  customDomain: facts?.customDomain ?? '',
  ...(facts?.inspectionRole === undefined ? {} : { inspectionRole: facts.inspectionRole }),
  ...(facts?.organizationRole === undefined ? {} : { organizationRole: facts.organizationRole }),
  ...(facts?.deployerRole === undefined ? {} : { deployerRole: facts.deployerRole }),
});

/** One line for each event of an account. */
export const ACCOUNT_ENTRIES: AccountEntries = {
  'margay.deployments.v1.AccountRequested': (event) =>
    entry(
      'REQUEST_ACCOUNT',
      event,
      { ...factsOf(event.facts), comment: event.comment },
      { status: 'requested', ...factsOf(event.facts) },
    ),
  'margay.deployments.v1.AccountDescribed': (event) =>
    entry('UPDATE_ACCOUNT', event, factsOf(event.facts), factsOf(event.facts)),
  'margay.deployments.v1.AccountApproved': (event) => {
    const expiresAt = event.expiresAt ? timestampDate(event.expiresAt).toISOString() : null;
    const input = { comment: event.comment, expiresAt };
    return entry('APPROVE_ACCOUNT', event, input, { status: 'approved', expiresAt });
  },
  'margay.deployments.v1.AccountDeclined': (event) =>
    entry('DECLINE_ACCOUNT', event, { reason: event.reason }, { status: 'declined' }),
  'margay.deployments.v1.AccountExpired': (event) =>
    entry('EXPIRE_ACCOUNT', event, {}, { status: 'expired' }),
  'margay.deployments.v1.AccountWithdrawn': (event) =>
    entry('WITHDRAW_ACCOUNT', event, { reason: event.reason }, { status: 'withdrawn' }),
};
