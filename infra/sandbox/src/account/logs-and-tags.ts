import { JSON_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';
import type { TaggedThing } from './account-states.js';
import { listed } from './listed.js';

type Input = Readonly<Record<string, unknown>>;

const LOG_GROUPS_PER_PAGE = 50;
const RESOURCES_PER_PAGE = 50;

function describeLogGroups(world: World, caller: Caller, input: Input): object {
  assertPermitted(world, caller, JSON_DIALECT, { action: 'logs:DescribeLogGroups' });
  const { account, region } = caller;
  const prefix = String(input['logGroupNamePrefix'] ?? '');
  const groups = world.accountStates
    .of(caller)
    .logGroups.filter((name) => name.startsWith(prefix))
    .map((name) => ({
      logGroupName: name,
      arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
    }));
  const names = { items: 'logGroups', token: 'nextToken' };
  return listed(names, groups, input, LOG_GROUPS_PER_PAGE);
}

interface TagFilter {
  readonly Key?: string;
  readonly Values?: readonly string[];
}

/** Every filter must hold; a key alone holds whatever its value is. */
const holds = ({ tags }: TaggedThing, filters: readonly TagFilter[]): boolean =>
  filters.every(({ Key = '', Values = [] }) => {
    const value = tags[Key];
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  });

function getResources(world: World, caller: Caller, input: Input): object {
  assertPermitted(world, caller, JSON_DIALECT, { action: 'tag:GetResources' });
  const filters = (input['TagFilters'] ?? []) as readonly TagFilter[];
  const found = world.accountStates
    .of(caller)
    .tagged.filter((thing) => holds(thing, filters))
    .map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));
  const names = { items: 'ResourceTagMappingList', token: 'PaginationToken' };
  return listed(names, found, input, RESOURCES_PER_PAGE);
}

export const LOGS_OPERATIONS = new Map([['DescribeLogGroups', describeLogGroups]]);
export const TAGGING_OPERATIONS = new Map([['GetResources', getResources]]);
