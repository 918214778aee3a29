import { AwsError, QUERY_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import { pageOf } from '../cloudformation/pages.js';
import type { QueryParameters } from '../query-protocol.js';
import type { SandboxRole, World } from '../world.js';

const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
const ROLES_PER_PAGE = 100;
const VERSION = 'v1';

const missing = (what: string) => new AwsError('NoSuchEntity', `The ${what} cannot be found.`, 404);

interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly parameters: QueryParameters;
  readonly action: string;
}

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? '';

const rolesOf = ({ world, caller }: Call): readonly SandboxRole[] =>
  world.roles().filter(({ arn }) => arn.split(':')[4] === caller.account);

function allow({ world, caller, action }: Call, resource = '*'): void {
  assertPermitted(world, caller, QUERY_DIALECT, { action, resource });
}

/** The role that a call names, once it is clear that the caller may. */
function roleOf(call: Call): SandboxRole {
  const name = call.parameters.get('RoleName') ?? '';
  const role = rolesOf(call).find(({ arn }) => nameOf(arn) === name);
  allow(call, role?.arn ?? `arn:aws:iam::${call.caller.account}:role/${name}`);
  if (!role) throw missing('role');
  return role;
}

const inlineName = (index: number): string => `Inline${index}`;

const READS: Readonly<Record<string, (call: Call) => object>> = {
  ListRoles: (call) => {
    allow(call);
    const page = pageOf(rolesOf(call), call.parameters.get('Marker'), ROLES_PER_PAGE);
    return {
      Roles: page.items.map(({ arn }) => ({ Arn: arn, RoleName: nameOf(arn), Path: '/' })),
      IsTruncated: page.next !== undefined,
      Marker: page.next,
    };
  },
  ListRolePolicies: (call) => ({
    PolicyNames: roleOf(call).permissionPolicies.map((_, index) => inlineName(index)),
    IsTruncated: false,
  }),
  GetRolePolicy: (call) => {
    const { permissionPolicies } = roleOf(call);
    const PolicyName = call.parameters.get('PolicyName') ?? '';
    const document = permissionPolicies.find((_, index) => inlineName(index) === PolicyName);
    if (document === undefined) throw missing('policy');
    const RoleName = call.parameters.get('RoleName');
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
  ListAttachedRolePolicies: (call) => ({
    AttachedPolicies: roleOf(call).managedPolicies.map(({ arn }) => ({
      PolicyArn: arn,
      PolicyName: nameOf(arn),
    })),
    IsTruncated: false,
  }),
  GetPolicy: (call) => {
    const { arn } = managedOf(call);
    return { Policy: { Arn: arn, PolicyName: nameOf(arn), DefaultVersionId: VERSION } };
  },
  GetPolicyVersion: (call) => {
    const { document } = managedOf(call);
    return {
      PolicyVersion: {
        Document: encodeURIComponent(document),
        VersionId: VERSION,
        IsDefaultVersion: true,
      },
    };
  },
};

function managedOf(call: Call): SandboxRole['managedPolicies'][number] {
  const arn = call.parameters.get('PolicyArn') ?? '';
  allow(call, arn);
  const policy = call.world
    .roles()
    .flatMap(({ managedPolicies }) => managedPolicies)
    .find((each) => each.arn === arn);
  if (!policy) throw missing('policy');
  return policy;
}

/** What IAM shows of roles and their documents. */
export const IAM_READS = Object.entries(READS).map(([name, read]) => {
  const action = `iam:${name}`;
  const run = (world: World, caller: Caller, parameters: QueryParameters): object =>
    read({ world, caller, parameters, action });
  return [name, { action, namespace: IAM, about: 'RoleName', run }] as const;
});
