import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayRepeat, PATIENCE, pauseBefore } from './retry.js';

describe('asking again', () => {
  it('is for readings, and for what is done once however often it is asked for', () => {
    expect(mayRepeat('GET', false)).toBe(true);
    expect(mayRepeat('POST', false)).toBe(false);
    expect(mayRepeat('DELETE', false)).toBe(false);
    expect(mayRepeat('POST', true)).toBe(true);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 500])('would not mend %i', (status) => {
    expect(pauseBefore(PATIENCE, 1, status, undefined, 0.5)).toBeUndefined();
  });

  it('waits as long as is asked for, or gives up when that is too long', () => {
    expect(pauseBefore(PATIENCE, 1, 429, 3_000, 0.5)).toBe(3_000);
    expect(pauseBefore(PATIENCE, 1, 429, 60_000, 0.5)).toBeUndefined();
  });

  it('ends, and never waits longer than it may', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(undefined, 429, 502, 503, 504),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, status, chance) => {
          const wait = pauseBefore(PATIENCE, attempt, status, undefined, chance);
          if (attempt > PATIENCE.retries) expect(wait).toBeUndefined();
          else {
            expect(wait).toBeGreaterThan(0);
            expect(wait).toBeLessThanOrEqual(PATIENCE.longestMs);
          }
        },
      ),
    );
  });
});
