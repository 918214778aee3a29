import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from './backoff.js';

describe('the pause before a restart', () => {
  it('doubles', () => {
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 0))).toEqual([100, 200, 400, 800]);
  });

  it('is bounded and jittered by a half at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, chance) => {
          const ms = backoffMs(failures, chance);
          expect(ms).toBeGreaterThanOrEqual(100);
          expect(ms).toBeLessThanOrEqual(15_000);
          expect(ms).toBeGreaterThanOrEqual(backoffMs(failures, 0));
        },
      ),
    );
  });
});
