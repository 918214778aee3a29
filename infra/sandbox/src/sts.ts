import { evaluate, readDocument } from '@margay/iam-policy';
import { AwsError, QUERY_DIALECT } from './aws-error.js';
import type { Caller } from './caller.js';
import type { QueryParameters } from './query-protocol.js';
import type { World } from './world.js';

/** What a session opened from a session may last at most. */
const CHAINED_SECONDS_MAX = 3_600;
const PACKED_LENGTH_MAX = 2_048;

const invalid = (message: string) => new AwsError('ValidationError', message);

function durationOf(parameters: QueryParameters, roleSecondsMax: number): number {
  const text = parameters.get('DurationSeconds');
  const seconds = text === undefined ? CHAINED_SECONDS_MAX : Number(text);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw invalid('DurationSeconds must be between 900 and 43200.');
  if (seconds > roleSecondsMax)
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration of this role.');
  if (seconds > CHAINED_SECONDS_MAX)
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for role chaining.',
    );
  return seconds;
}

function sessionPolicyOf(parameters: QueryParameters): string | undefined {
  const text = parameters.get('Policy');
  if (text === undefined) return undefined;
  if (text.length > PACKED_LENGTH_MAX)
    throw new AwsError('PackedPolicyTooLarge', 'The session policy is too large.');
  readDocument(text, (_code, severity, cause) => {
    if (severity === 'error') throw new AwsError('MalformedPolicyDocument', cause);
  });
  return text;
}

const matching = (
  parameters: QueryParameters,
  name: string,
  form: RegExp,
  required = false,
): string | undefined => {
  const value = parameters.get(name);
  if (value === undefined ? required : !form.test(value))
    throw invalid(`Value at '${name}' failed to satisfy constraint.`);
  return value;
};

/** Opens a session if the role trusts the caller. Refuses alike a role that is not there and one that does not. */
export function assumeRole(world: World, caller: Caller, parameters: QueryParameters): object {
  const roleArn = matching(parameters, 'RoleArn', /^arn:.{16,2000}$/, true) ?? '';
  const name = matching(parameters, 'RoleSessionName', /^[\w+=,.@-]{2,64}$/, true) ?? '';
  const externalId = matching(parameters, 'ExternalId', /^[\w+=,.@:/-]{2,1224}$/);
  const sourceIdentity = matching(parameters, 'SourceIdentity', /^[\w+=,.@-]{2,64}$/);
  const policy = sessionPolicyOf(parameters);
  const denied = QUERY_DIALECT.denied(
    `User: ${caller.sessionArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
  const role = world.role(roleArn);
  if (!role) throw denied;
  const trust = readDocument(role.trustPolicy, () => undefined);
  const context = {
    'sts:RoleSessionName': name,
    'aws:PrincipalArn': caller.roleArn,
    'aws:PrincipalAccount': caller.account,
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
  };
  const actions = ['sts:AssumeRole', ...(sourceIdentity ? ['sts:SetSourceIdentity'] : [])];
  for (const action of actions)
    if (evaluate(trust, { principal: caller.roleArn, action, context }).decision !== 'allowed')
      throw denied;
  const seconds = durationOf(parameters, role.maxSessionSeconds);
  const session = world.openSession({
    roleArn,
    name,
    sourceIdentity,
    policy,
    expiresAt: new Date(world.now().getTime() + seconds * 1_000),
  });
  const [, partition, , , account] = roleArn.split(':');
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.token,
      Expiration: session.expiresAt.toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROASANDBOX:${name}`,
      Arn: `arn:${partition}:sts::${account}:assumed-role/${roleArn.split('/').at(-1)}/${name}`,
    },
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
}

export const getCallerIdentity = ({ account, sessionArn, userId }: Caller): object => ({
  Account: account,
  Arn: sessionArn,
  UserId: userId,
});
