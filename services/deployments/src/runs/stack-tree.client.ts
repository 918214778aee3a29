import type { CloudFormationClient, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { nestedIn, type PlacedStack, resourcesOf, STACKS_MAX } from './nested-stacks.client.js';
import type { SeenStack } from './step-result.js';

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
  const open: (PlacedStack & { readonly status: string })[] = [{ id: root, path: [], status }];
  for (let next = open.shift(); next && seen.length < STACKS_MAX; next = open.shift()) {
    const { path } = next;
    const resources = await resourcesOf(client, next.id, signal);
    const done = resources.filter(hasCome).length;
    seen.push({ path, status: next.status, done, total: resources.length });
    const within = nestedIn(next, resources);
    open.push(...within.filter((each) => each.status.endsWith('_IN_PROGRESS')));
  }
  return seen;
}
