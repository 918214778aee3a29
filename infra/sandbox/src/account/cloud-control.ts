import { AwsError, JSON_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';
import { listed } from './listed.js';

type Input = Readonly<Record<string, unknown>>;

const RESOURCES_PER_PAGE = 20;

/** Resources of a type, whoever made them. That the caller may list them at their own service is not asked. */
function listResources(world: World, caller: Caller, input: Input): object {
  assertPermitted(world, caller, JSON_DIALECT, { action: 'cloudformation:ListResources' });
  const { TypeName } = input;
  if (typeof TypeName !== 'string' || !/^\w+::\w+::\w+$/.test(TypeName))
    throw new AwsError('ValidationException', 'TypeName is not the name of a type.');
  const found = world.accountStates
    .of(caller)
    .resources.filter(({ type }) => type === TypeName)
    .map(({ identifier, properties = {} }) => ({
      Identifier: identifier,
      Properties: JSON.stringify(properties),
    }));
  const names = { items: 'ResourceDescriptions', token: 'NextToken' };
  return { TypeName, ...listed(names, found, input, RESOURCES_PER_PAGE) };
}

export const CLOUD_CONTROL_OPERATIONS = new Map([['ListResources', listResources]]);
