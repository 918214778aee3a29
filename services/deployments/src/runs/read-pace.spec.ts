import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextLookMs, type Seen } from './read-pace.js';

const bounds = { leastMs: 2_000, mostMs: 30_000 };
const seen = fc.constantFrom<Seen>('changed', 'same', 'refused');

describe('the time between two looks', () => {
  it('is short again as soon as something changes', () => {
    expect(nextLookMs(30_000, 'changed', bounds, 0.5)).toBe(2_000);
  });

  it('grows while nothing changes, faster when AWS asks for patience', () => {
    expect(nextLookMs(4_000, 'same', bounds, 0.5)).toBe(6_000);
    expect(nextLookMs(4_000, 'refused', bounds, 0.5)).toBe(8_000);
  });

  it('stays within a quarter of its bounds, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(seen, fc.double({ min: 0, max: 1, noNaN: true }))), (looks) => {
        let waited = 0;
        for (const [each, chance] of looks) {
          waited = nextLookMs(waited, each, bounds, chance);
          expect(waited).toBeGreaterThanOrEqual(1_500);
          expect(waited).toBeLessThanOrEqual(37_500);
        }
      }),
    );
  });
});
