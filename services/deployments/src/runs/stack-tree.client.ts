import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { SeenStack } from './step-result.js';

/** Of one look: the root and ten others are usual. */
const STACKS_MAX = 50;
const NESTED = 'AWS::CloudFormation::Stack';

async function resourcesOf(
  client: CloudFormationClient,
  stack: string,
  abortSignal: AbortSignal,
): Promise<readonly StackResourceSummary[]> {
  const found: StackResourceSummary[] = [];
  const pages = paginateListStackResources({ client }, { StackName: stack }, { abortSignal });
  for await (const { StackResourceSummaries = [] } of pages) found.push(...StackResourceSummaries);
  return found;
}

const hasCome = ({ ResourceStatus }: StackResourceSummary) =>
  /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(ResourceStatus ?? '');

/** The tree of a stack: the root first, and of the stacks within only those that are at work. */
export async function stackTree(
  client: CloudFormationClient,
  root: string,
  status: string,
  signal: AbortSignal,
): Promise<readonly SeenStack[]> {
  const seen: SeenStack[] = [];
  const open = [{ id: root, path: [] as readonly string[], status }];
  for (let next = open.shift(); next && seen.length < STACKS_MAX; next = open.shift()) {
    const { id, path } = next;
    const resources = await resourcesOf(client, id, signal);
    const done = resources.filter(hasCome).length;
    seen.push({ path, status: next.status, done, total: resources.length });
    for (const each of resources) {
      const { ResourceType, PhysicalResourceId, LogicalResourceId = '' } = each;
      if (ResourceType !== NESTED || !PhysicalResourceId) continue;
      const within = { path: [...path, LogicalResourceId], status: each.ResourceStatus ?? '' };
      if (within.status.endsWith('_IN_PROGRESS')) open.push({ id: PhysicalResourceId, ...within });
    }
  }
  return seen;
}
