import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { type FailedStackTree, failedStackTree, TRAPS } from '@margay/testing';
import { diagnose } from './diagnosis.js';

const TREES = 600;
const corpus: readonly FailedStackTree[] = Array.from({ length: TREES }, (_, seed) =>
  failedStackTree(seed + 1),
);

/** What somebody finds who takes the first failure of the root stack for the cause. */
function naive({ rootId, stacks }: FailedStackTree): string | undefined {
  const pages = stacks.find(({ id }) => id === rootId)?.pages ?? [];
  const oldestFirst = pages.flatMap(({ StackEvents }) => StackEvents).reverse();
  return oldestFirst.find(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'))
    ?.ResourceStatusReason;
}

const places = (failures: readonly { readonly path: readonly string[] }[]) =>
  failures.map(({ path }) => path.join('.')).sort();

/** What was found beside what is known, if they differ. */
function misjudged(tree: FailedStackTree): object | undefined {
  const { outcome, cause, also, secondary, unread } = diagnose(tree.rootId, tree.stacks);
  const found = {
    outcome,
    path: cause?.path,
    text: cause?.reason,
    cause: cause?.cause.id,
    hooks: cause?.hooks.length,
    also: places(also),
    secondary: places(secondary),
    unread,
  };
  const known = {
    outcome: 'failed',
    path: tree.truth.path,
    text: tree.truth.text,
    cause: tree.truth.cause,
    hooks: tree.traps.has('hook') ? 1 : 0,
    also: places(tree.also),
    secondary: places(tree.secondary),
    unread: [],
  };
  return isDeepStrictEqual(found, known)
    ? undefined
    : { traps: [...tree.traps], verb: tree.verb, found, known };
}

describe('a corpus of failed stacks whose causes are known', () => {
  it('has every trap often, alone and with others', () => {
    for (const trap of TRAPS) {
      const trapped = corpus.filter(({ traps }) => traps.has(trap));
      expect({ trap, enough: trapped.length >= 40 }).toEqual({ trap, enough: true });
    }
    expect(corpus.filter(({ truth }) => truth.path.length === 4).length).toBeGreaterThan(100);
    expect(corpus.filter(({ traps }) => traps.size >= 4).length).toBeGreaterThan(50);
  });

  it.each([...TRAPS, 'anything'])('is explained rightly where there is %s', (trap) => {
    const trapped = corpus.filter(({ traps }) => trap === 'anything' || traps.has(trap as never));
    expect(trapped.flatMap((tree) => misjudged(tree) ?? []).slice(0, 2)).toEqual([]);
  });

  it('is mostly not explained by the first failure of the root stack', () => {
    const right = corpus.filter((tree) => naive(tree) === tree.truth.text).length;
    const diagnosed = corpus.filter((tree) => misjudged(tree) === undefined).length;
    process.stdout.write(
      `Of ${TREES} failed stacks the first failure at the root explains ${right}, the diagnosis ${diagnosed}.\n`,
    );
    expect(right).toBeLessThan(TREES / 2);
  });
});
