import { evaluate } from '@margay/iam-policy';
import { AwsError, QUERY_DIALECT } from './aws-error.js';
import { assertPermitted, documentsOf, together } from './authorization.js';
import type { Caller } from './caller.js';
import { decisionOfLevels } from './organization.js';
import { contextOf, listOf, type QueryParameters } from './query-protocol.js';
import type { World } from './world.js';

const DECISIONS = {
  allowed: 'allowed',
  explicit_deny: 'explicitDeny',
  implicit_deny: 'implicitDeny',
} as const;

/**
 * What a role's own policies say about actions on resources, and its organisation, if its account is in one.
 * Trust policies are not looked at.
 */
export function simulatePrincipalPolicy(
  world: World,
  caller: Caller,
  parameters: QueryParameters,
): object {
  const roleArn = parameters.get('PolicySourceArn') ?? '';
  const action = 'iam:SimulatePrincipalPolicy';
  assertPermitted(world, caller, QUERY_DIALECT, { action, resource: roleArn });
  const role = world.role(roleArn);
  if (!role) throw new AwsError('NoSuchEntity', 'The role cannot be found.', 404);
  const document = together(documentsOf(role));
  const given = listOf(parameters, 'ResourceArns');
  const resources = given.length > 0 ? given : ['*'];
  const context = contextOf(parameters);
  const levels = world.organizations.get(roleArn.split(':')[4] ?? '');
  return {
    EvaluationResults: listOf(parameters, 'ActionNames').flatMap((name) =>
      resources.map((resource) => {
        const request = { action: name, resource, context };
        const own = evaluate(document, request).decision;
        const above = levels === undefined ? undefined : decisionOfLevels(levels, request);
        return {
          EvalActionName: name,
          EvalResourceName: resource,
          EvalDecision: DECISIONS[above === undefined || above === 'allowed' ? own : above],
          MissingContextValues: [],
          ...(above === undefined
            ? {}
            : { OrganizationsDecisionDetail: { AllowedByOrganizations: above === 'allowed' } }),
        };
      }),
    ),
    IsTruncated: false,
  };
}
