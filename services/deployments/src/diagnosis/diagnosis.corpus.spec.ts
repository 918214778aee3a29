import { describe, expect, it } from '@jest/globals';
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

describe('a corpus of failed stacks whose causes are known', () => {
  it('has every trap often, alone and with others', () => {
    for (const trap of TRAPS) {
      const trapped = corpus.filter(({ traps }) => traps.has(trap));
      expect({ trap, enough: trapped.length >= 40 }).toEqual({ trap, enough: true });
    }
    expect(corpus.filter(({ truth }) => truth.path.length === 4).length).toBeGreaterThan(100);
    expect(corpus.filter(({ traps }) => traps.size >= 4).length).toBeGreaterThan(50);
  });

  it.each([...TRAPS, undefined])('is explained rightly where there is %s', (trap) => {
    const wrong = corpus
      .filter(({ traps }) => trap === undefined || traps.has(trap))
      .flatMap((tree) => {
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
          ...tree.truth,
          hooks: tree.traps.has('hook') ? 1 : 0,
          also: places(tree.also),
          secondary: places(tree.secondary),
          unread: [],
        };
        return JSON.stringify(sorted(found)) === JSON.stringify(sorted(known))
          ? []
          : [{ traps: [...tree.traps], verb: tree.verb, found, known }];
      });
    expect(wrong.slice(0, 2)).toEqual([]);
  });

  it('is mostly not explained by the first failure of the root stack', () => {
    const right = corpus.filter((tree) => naive(tree) === tree.truth.text).length;
    process.stdout.write(
      `Of ${TREES} failed stacks the first failure at the root explains ${right}, the diagnosis ${TREES}.\n`,
    );
    expect(right).toBeLessThan(TREES / 2);
  });
});

const sorted = (each: object) =>
  Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1));
