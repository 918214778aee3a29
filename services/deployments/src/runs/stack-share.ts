import type { SeenStack } from './step-result.js';

/** With less nobody can say how long the rest takes. */
const SHARE_MIN = 0.05;

const shareOf = (stack: SeenStack, stacks: readonly SeenStack[]): number => {
  const { path, done, total } = stack;
  const within = stacks.filter(
    (each) =>
      each.path.length === path.length + 1 && path.every((name, at) => each.path[at] === name),
  );
  // A stack within is one resource, of which as much counts as has come through in it.
  const parts = within.reduce((sum, each) => sum + shareOf(each, stacks), 0);
  return total === 0 ? 0 : Math.min(1, (done + parts) / total);
};

/** How much of a tree of stacks has come through, 0 to 1, of what CloudFormation has begun with. No tree, no share. */
export function shareDone(stacks: readonly SeenStack[]): number | undefined {
  const root = stacks.find(({ path }) => path.length === 0);
  return root && shareOf(root, stacks);
}

/**
 * When the rest will have come through, as fast as it has gone so far. Early on too soon, for CloudFormation tells a
 * resource only once it begins with it.
 *
 * @param from when it began, and `to` when it was this far, in milliseconds
 */
export function expectedEnd(share: number, from: number, to: number): number | undefined {
  return share < SHARE_MIN || to <= from ? undefined : from + (to - from) / share;
}
