import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';

/** Of one look: the root and ten others are usual. */
export const STACKS_MAX = 50;

/** A stack of a tree. */
export interface PlacedStack {
  readonly id: string;
  /** Logical ids from the root down; empty: the root. */
  readonly path: readonly string[];
}

export async function resourcesOf(
  client: CloudFormationClient,
  stack: string,
  abortSignal: AbortSignal,
): Promise<readonly StackResourceSummary[]> {
  const found: StackResourceSummary[] = [];
  const pages = paginateListStackResources({ client }, { StackName: stack }, { abortSignal });
  for await (const { StackResourceSummaries = [] } of pages) found.push(...StackResourceSummaries);
  return found;
}

/** Those of a stack's resources that are stacks and have been made. */
export const nestedIn = (
  { path }: Pick<PlacedStack, 'path'>,
  resources: readonly StackResourceSummary[],
): readonly (PlacedStack & { readonly status: string })[] =>
  resources.flatMap(
    ({ ResourceType, PhysicalResourceId: id, LogicalResourceId = '', ResourceStatus = '' }) =>
      ResourceType === 'AWS::CloudFormation::Stack' && id
        ? [{ id, path: [...path, LogicalResourceId], status: ResourceStatus }]
        : [],
  );

/** A stack and all within it, those above first. */
export async function stacksOf(
  client: CloudFormationClient,
  root: string,
  signal: AbortSignal,
): Promise<readonly PlacedStack[]> {
  const found: PlacedStack[] = [{ id: root, path: [] }];
  for (let next = 0; next < found.length && found.length < STACKS_MAX; next++) {
    const stack = found[next];
    if (stack) found.push(...nestedIn(stack, await resourcesOf(client, stack.id, signal)));
  }
  return found.slice(0, STACKS_MAX);
}
