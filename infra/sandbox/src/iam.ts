import { evaluate } from '@margay/iam-policy';
import { AwsError, QUERY_DIALECT } from './aws-error.js';
import { permitted, together } from './authorization.js';
import type { Caller } from './caller.js';
import { contextOf, listOf, type QueryParameters } from './query-protocol.js';
import type { World } from './world.js';

const DECISIONS = {
  allowed: 'allowed',
  explicit_deny: 'explicitDeny',
  implicit_deny: 'implicitDeny',
} as const;

/** What a role's own policies say about actions on resources. Trust policies are not looked at. */
export function simulatePrincipalPolicy(
  world: World,
  caller: Caller,
  parameters: QueryParameters,
): object {
  const roleArn = parameters.get('PolicySourceArn') ?? '';
  const action = 'iam:SimulatePrincipalPolicy';
  if (!permitted(world, caller, { action, resource: roleArn }))
    throw QUERY_DIALECT.denied(
      `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    );
  const role = world.role(roleArn);
  if (!role) throw new AwsError('NoSuchEntity', 'The role cannot be found.', 404);
  const document = together(role.permissionPolicies);
  const given = listOf(parameters, 'ResourceArns');
  const resources = given.length > 0 ? given : ['*'];
  const context = contextOf(parameters);
  return {
    EvaluationResults: listOf(parameters, 'ActionNames').flatMap((name) =>
      resources.map((resource) => ({
        EvalActionName: name,
        EvalResourceName: resource,
        EvalDecision: DECISIONS[evaluate(document, { action: name, resource, context }).decision],
        MissingContextValues: [],
      })),
    ),
    IsTruncated: false,
  };
}
