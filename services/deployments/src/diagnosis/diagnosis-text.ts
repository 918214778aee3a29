import type { Diagnosis, Failure } from './diagnosis.js';
import type { Owner, Retry } from './cause-classes.js';
import type { Denial } from './denial.js';
import type { RoleFix } from './role-fix.js';

const OWNERS: Readonly<Record<Owner, string>> = {
  customer: 'whoever runs the account',
  organization: 'the administrators of the organisation',
  vendor: 'the vendor of the platform',
  aws: 'AWS',
  margay: 'Margay itself',
  nobody: 'nobody',
};

const RETRIES: Readonly<Record<Retry, string>> = {
  automatic: 'It is tried again by itself.',
  once: 'It may be tried once more as it is.',
  after_fix: 'Try again once that is done.',
  after_input: 'Try again with other values.',
  after_look: 'Look first, then decide whether to try again.',
  never: 'Trying again does not help.',
  not_needed: 'There is nothing to try again.',
};

const POLICIES: Readonly<Record<NonNullable<Denial['by']>, string>> = {
  identity: 'the policies of whoever deploys',
  resource: 'the policy of the resource',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  service_control: 'a service control policy',
  resource_control: 'a resource control policy',
  endpoint: 'the policy of a VPC endpoint',
  trust: 'the trust policy of the role',
};

const OTHERS_MAX = 20;

const placeOf = ({ path, type }: Failure): string =>
  path.length === 0 ? 'the root stack' : `${path.join(' > ')} (${type})`;

function denialLines({ action, resource, by, form, policyArn }: Denial): readonly string[] {
  const how = form === 'implicit' ? 'is not allowed by' : 'is denied by';
  return [
    `Action: ${action}${resource === undefined ? '' : ` on ${resource}`}${by ? `, which ${how} ${POLICIES[by]}` : ''}`,
    ...(policyArn === undefined ? [] : [`Policy: ${policyArn}`]),
  ];
}

const roleLine = ({ action, addedIn, inTarget }: RoleFix): string =>
  addedIn === undefined
    ? `No deployment role that was read allows ${action}.`
    : `The deployment role has ${action} from ${addedIn} on${inTarget === false ? ', but not that of the release that is deployed' : ''}.`;

/** That no role has the action is of interest where the role is what lacks it, and not where another policy says no. */
const concerns = ({ addedIn }: RoleFix, denial: Denial | undefined): boolean =>
  addedIn !== undefined || denial?.by === undefined || denial.by === 'identity';

function causeLines(cause: Failure, roleFix: RoleFix | undefined): readonly string[] {
  const { denial, named, owner, retry, remedy, id } = cause.cause;
  return [
    `First failure: ${placeOf(cause)}, ${cause.status}, at ${new Date(cause.at).toISOString()}`,
    `Stack: ${cause.stackId}`,
    `Text: ${cause.reason === '' ? '(none)' : cause.reason}`,
    ...cause.hooks.map(({ type, reason }) => `Hook: ${type}${reason ? `: ${reason}` : ''}`),
    `Cause: ${id}`,
    ...(denial ? denialLines(denial) : []),
    ...Object.entries(named).map(([name, value]) => `Named ${name}: ${value}`),
    ...(roleFix && concerns(roleFix, denial) ? [roleLine(roleFix)] : []),
    `What to do: ${remedy}`,
    `Who can: ${OWNERS[owner]}. ${RETRIES[retry]}`,
  ];
}

const listed = (title: string, failures: readonly Failure[]): readonly string[] => {
  if (failures.length === 0) return [];
  const more = failures.length - OTHERS_MAX;
  return [
    '',
    title,
    ...failures
      .slice(0, OTHERS_MAX)
      .map((each) => `- ${placeOf(each)}: ${each.cause.id}: ${each.reason}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
};

const OUTCOMES = {
  failed: 'The deployment failed.',
  cancelled: 'The deployment was stopped, and nothing failed before.',
  no_failure: 'Nothing failed.',
  unreadable: 'The beginning of the deployment has not been read, so nothing can be said.',
} as const;

/** A diagnosis for people, in lines. */
export function diagnosisText(diagnosis: Diagnosis, roleFix?: RoleFix): string {
  const { outcome, cause, also, secondary, unread } = diagnosis;
  return [
    OUTCOMES[outcome],
    ...(cause ? causeLines(cause, roleFix) : []),
    ...listed('Failed by itself as well:', also),
    ...listed('Failed while it was undone:', secondary),
    ...(unread.length > 0
      ? ['', 'Not read, and would tell more:', ...unread.map((id) => `- ${id}`)]
      : []),
  ].join('\n');
}
