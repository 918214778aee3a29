import { AwsError, JSON_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';

type Input = Readonly<Record<string, unknown>>;

const FULL_ACCESS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

interface Policy {
  readonly id: string;
  readonly name: string;
  readonly content: string;
}

interface Target {
  readonly id: string;
  readonly type: 'ROOT' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';
  readonly policies: readonly Policy[];
}

/** The way down to an account: root, units, the account itself. What a level does not say allows everything. */
function wayTo(account: string, levels: readonly (readonly string[])[]): readonly Target[] {
  const depth = Math.max(2, levels.length);
  return Array.from({ length: depth }, (_, level): Target => {
    const id =
      level === 0
        ? `r-${account}`
        : level === depth - 1
          ? account
          : `ou-${account}-${String(level).padStart(8, '0')}`;
    const type = level === 0 ? 'ROOT' : level === depth - 1 ? 'ACCOUNT' : 'ORGANIZATIONAL_UNIT';
    const policies = (levels[level] ?? [FULL_ACCESS]).map((content, index) => ({
      id: `p-${account}${level}${index}`,
      name: content === FULL_ACCESS ? 'FullAWSAccess' : `Level${level}Policy${index}`,
      content,
    }));
    return { id, type, policies };
  });
}

const denied = (caller: Caller, action: string) =>
  JSON_DIALECT.denied(
    `User: ${caller.sessionArn} is not authorized to perform ${action}: only the management account is.`,
  );

/** The ways to all accounts of the organisation that this caller manages. */
function managed(world: World, caller: Caller, operation: string): readonly (readonly Target[])[] {
  const action = `organizations:${operation}`;
  assertPermitted(world, caller, JSON_DIALECT, { action });
  const accounts = [...world.managements]
    .filter(([, management]) => management === caller.account)
    .map(([account]) => account);
  if (accounts.length === 0) throw denied(caller, action);
  return accounts.map((account) => wayTo(account, world.organizations.get(account) ?? []));
}

const missing = (code: string) => new AwsError(code, 'It is not in this organization.');

function describeOrganization(world: World, caller: Caller): object {
  assertPermitted(world, caller, JSON_DIALECT, { action: 'organizations:DescribeOrganization' });
  const isManagement = [...world.managements.values()].includes(caller.account);
  if (!world.organizations.has(caller.account) && !isManagement)
    throw new AwsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  return {
    Organization: {
      Id: 'o-sandbox0000',
      FeatureSet: 'ALL',
      MasterAccountId: world.managements.get(caller.account) ?? caller.account,
    },
  };
}

function listParents(world: World, caller: Caller, { ChildId }: Input): object {
  for (const way of managed(world, caller, 'ListParents')) {
    const at = way.findIndex(({ id }) => id === ChildId);
    const parent = way[at - 1];
    if (at > 0 && parent) return { Parents: [{ Id: parent.id, Type: parent.type }] };
  }
  throw missing('ChildNotFoundException');
}

const summaryOf = ({ id, name }: Policy) => ({
  Id: id,
  Arn: `arn:aws:organizations::aws:policy/service_control_policy/${id}`,
  Name: name,
  Type: 'SERVICE_CONTROL_POLICY',
  AwsManaged: name === 'FullAWSAccess',
});

function listPoliciesForTarget(world: World, caller: Caller, { TargetId, Filter }: Input): object {
  if (Filter !== 'SERVICE_CONTROL_POLICY')
    throw new AwsError(
      'InvalidInputException',
      'The sandbox knows service control policies alone.',
    );
  const ways = managed(world, caller, 'ListPoliciesForTarget');
  const target = ways.flat().find(({ id }) => id === TargetId);
  if (!target) throw missing('TargetNotFoundException');
  return { Policies: target.policies.map(summaryOf) };
}

function describePolicy(world: World, caller: Caller, { PolicyId }: Input): object {
  const ways = managed(world, caller, 'DescribePolicy');
  const policy = ways
    .flat()
    .flatMap(({ policies }) => policies)
    .find(({ id }) => id === PolicyId);
  if (!policy) throw missing('PolicyNotFoundException');
  return { Policy: { PolicySummary: summaryOf(policy), Content: policy.content } };
}

export const ORGANIZATIONS_OPERATIONS = new Map([
  ['DescribeOrganization', describeOrganization],
  ['ListParents', listParents],
  ['ListPoliciesForTarget', listPoliciesForTarget],
  ['DescribePolicy', describePolicy],
]);
