import { listOf, type QueryParameters, structuresOf } from '../query-protocol.js';
import type { World } from '../world.js';
import type { StackSettings } from './stack.js';
import type { StackRequest } from './stack-engine.js';
import { invalid, type Template } from './template.js';

const TEMPLATE_BODY_BYTES_MAX = 51_200;

const constraint = (value: string, name: string, rule: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${rule}`,
  );

export function stackNameOf(parameters: QueryParameters, name = 'StackName'): string {
  const value = parameters.get(name) ?? '';
  if (!/^(arn:.{1,1600}|[A-Za-z][-A-Za-z0-9]{0,127})$/.test(value))
    throw constraint(
      value,
      'stackName',
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    );
  return value;
}

export function tokenOf(parameters: QueryParameters, name = 'ClientRequestToken'): string {
  const value = parameters.get(name) ?? '';
  if (value !== '' && !/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(value))
    throw constraint(
      value,
      'clientRequestToken',
      'Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*',
    );
  return value;
}

/** The template that a call brings or points to. */
export function templateOf(world: World, parameters: QueryParameters): Template | undefined {
  const [body, url] = [parameters.get('TemplateBody'), parameters.get('TemplateURL')];
  if (body !== undefined && url !== undefined)
    throw invalid('Specify either TemplateBody or TemplateURL, not both.');
  if (body !== undefined) {
    if (Buffer.byteLength(body) > TEMPLATE_BODY_BYTES_MAX)
      throw constraint('…', 'templateBody', 'Member must have length less than or equal to 51200');
    return world.stacks.shelf.read(body);
  }
  return url === undefined ? undefined : world.stacks.template(url);
}

const onFailureOf = (parameters: QueryParameters): StackSettings['onFailure'] | undefined => {
  const [onFailure, disabled] = [parameters.get('OnFailure'), parameters.get('DisableRollback')];
  if (onFailure !== undefined && disabled !== undefined)
    throw invalid('Either DisableRollback or OnFailure can be specified, not both.');
  if (disabled !== undefined) return disabled === 'true' ? 'DO_NOTHING' : 'ROLLBACK';
  if (onFailure === undefined) return undefined;
  if (onFailure !== 'ROLLBACK' && onFailure !== 'DO_NOTHING' && onFailure !== 'DELETE')
    throw constraint(onFailure, 'onFailure', 'Member must satisfy enum value set');
  return onFailure;
};

const TAGS_MAX = 50;

const tagsIn = (parameters: QueryParameters) => {
  const tags = structuresOf(parameters, 'Tags');
  if (tags.length > TAGS_MAX) throw invalid('There can be at most 50 tags.');
  return tags.length === 0
    ? undefined
    : Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
};

/** What CreateStack, UpdateStack and CreateChangeSet are told alike. */
export function stackRequestOf(
  world: World,
  parameters: QueryParameters,
  tokenName = 'ClientRequestToken',
): StackRequest {
  const [roleArn, timeout] = [parameters.get('RoleARN'), parameters.get('TimeoutInMinutes')];
  const notificationArns = listOf(parameters, 'NotificationARNs');
  const onFailure = onFailureOf(parameters);
  return {
    template: templateOf(world, parameters),
    parameters: structuresOf(parameters, 'Parameters').map((each) => ({
      key: each['ParameterKey'] ?? '',
      ...(each['ParameterValue'] === undefined ? {} : { value: each['ParameterValue'] }),
      usePrevious: each['UsePreviousValue'] === 'true',
    })),
    capabilities: listOf(parameters, 'Capabilities'),
    tags: tagsIn(parameters),
    settings: {
      ...(roleArn === undefined ? {} : { roleArn, principal: roleArn }),
      ...(timeout === undefined ? {} : { timeoutMinutes: Number(timeout) }),
      ...(notificationArns.length === 0 ? {} : { notificationArns }),
      ...(onFailure === undefined ? {} : { onFailure }),
      retainExceptOnCreate: parameters.get('RetainExceptOnCreate') === 'true',
    },
    token: tokenOf(parameters, tokenName),
  };
}
