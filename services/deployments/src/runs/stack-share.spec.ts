import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectedEnd, shareDone } from './stack-share.js';
import type { SeenStack } from './step-result.js';

const stack = (path: string, done: number, total: number): SeenStack => ({
  path: path === '' ? [] : path.split('.'),
  status: 'CREATE_IN_PROGRESS',
  done,
  total,
});

describe('how far a tree of stacks is', () => {
  it('counts a stack within as one resource, and as much of it as has come through', () => {
    expect(shareDone([stack('', 1, 4)])).toBe(0.25);
    expect(shareDone([stack('', 1, 4), stack('Core', 5, 10)])).toBe(0.375);
    expect(shareDone([stack('', 0, 2), stack('Core', 0, 2), stack('Core.Data', 1, 2)])).toBe(0.125);
    // Of another branch, and of one whose name begins alike.
    expect(shareDone([stack('', 0, 2), stack('Core', 1, 2), stack('Core2.Data', 1, 1)])).toBe(0.25);
  });

  it('is nothing while nothing has begun, and is not told of no tree', () => {
    expect(shareDone([stack('', 0, 0)])).toBe(0);
    expect(shareDone([])).toBeUndefined();
  });

  it('is between nothing and all', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('', 'A', 'B', 'A.C'), fc.nat(9), fc.nat(9))),
        (seen) => {
          const share = shareDone(seen.map(([path, done, total]) => stack(path, done, total))) ?? 0;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        },
      ),
    ));
});

describe('when it will be through', () => {
  it('follows from how fast it has gone so far', () => {
    expect(expectedEnd(0.25, 1_000, 2_000)).toBe(5_000);
    expect(expectedEnd(1, 1_000, 2_000)).toBe(2_000);
  });

  it('is not told with next to nothing done, or of a look from before', () => {
    expect(expectedEnd(0.04, 1_000, 2_000)).toBeUndefined();
    expect(expectedEnd(0.5, 2_000, 1_000)).toBeUndefined();
  });
});
