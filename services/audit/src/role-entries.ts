import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf, RoleComplaint } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type RoleEntries = {
  readonly [Event in EventOf<'roles'> as Event['$typeName']]: (event: Event) => AuditEntry;
};

interface OfRole {
  readonly roleId: string;
  readonly arn: string;
}

/** What the actions on roles are called, and for people. */
export const ROLE_ACTIONS = {
  CREATE_IAM_ROLE: 'Registers an IAM role.',
  VERIFY_IAM_ROLE: 'Verifies an IAM role.',
  SUSPEND_IAM_ROLE: 'Suspends an IAM role.',
  REINSTATE_IAM_ROLE: 'Reinstates a suspended IAM role.',
  REVOKE_IAM_ROLE: 'Revokes an IAM role.',
} as const;

const entry = (
  actionName: keyof typeof ROLE_ACTIONS,
  { roleId, arn }: OfRole,
  input: JsonObject,
  more: Partial<AuditEntry> = {},
): AuditEntry => ({
  actionName,
  actionDescription: ROLE_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  targets: [{ type: 'iam-role', id: roleId, name: arn }],
  ...more,
});

const verification = (
  event: OfRole & { readonly verificationId: string },
  status: string,
  complaints?: readonly RoleComplaint[],
  after?: JsonObject,
): AuditEntry =>
  entry(
    'VERIFY_IAM_ROLE',
    event,
    { id: event.roleId },
    {
      actionDetails: { verificationId: event.verificationId, status },
      ...(after ? { after } : {}),
      ...(complaints
        ? {
            actionResult: 'FAILED' as const,
            errors: complaints.map(({ step, cause }) => `${step}: ${cause}`),
          }
        : {}),
    },
  );

/** One line for each event of `roles`. */
export const ROLE_ENTRIES: RoleEntries = {
  'margay.roles.v1.RoleProposed': (event) =>
    entry(
      'CREATE_IAM_ROLE',
      event,
      {
        arn: event.arn,
        purpose: event.purpose,
        environment: event.environment,
        secrets: event.secrets,
        // Records of roles from before there were objects stay as they are.
        ...(event.objects.length > 0 ? { objects: event.objects } : {}),
        kmsKeys: event.kmsKeys,
        tags: event.tags,
      },
      { after: { status: 'proposed', purpose: event.purpose, environment: event.environment } },
    ),
  'margay.roles.v1.RoleVerificationStarted': (event) => verification(event, 'started'),
  'margay.roles.v1.RoleVerificationEnded': (event) => verification(event, 'unchanged'),
  'margay.roles.v1.RoleVerificationFailed': (event) =>
    verification(event, 'failed', event.complaints),
  'margay.roles.v1.RoleActivated': (event) =>
    verification(event, 'active', undefined, { status: 'active' }),
  'margay.roles.v1.RoleDegraded': (event) =>
    verification(event, 'degraded', event.complaints, { status: 'degraded' }),
  'margay.roles.v1.RoleSuspended': (event) =>
    entry(
      'SUSPEND_IAM_ROLE',
      event,
      { id: event.roleId, reason: event.reason },
      { after: { status: 'suspended' } },
    ),
  'margay.roles.v1.RoleReinstated': (event) =>
    entry('REINSTATE_IAM_ROLE', event, { id: event.roleId, reason: event.reason }),
  'margay.roles.v1.RoleRevoked': (event) =>
    entry(
      'REVOKE_IAM_ROLE',
      event,
      { id: event.roleId, reason: event.reason },
      { after: { status: 'revoked' } },
    ),
};
