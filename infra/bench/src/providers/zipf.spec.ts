import { describe, expect, it } from '@jest/globals';
import { randomFrom } from '../enrichment/random.js';
import { publicAddress, zipf } from './zipf.js';

describe('numbers by Zipf', () => {
  it('are all within, the first about twice as often as the second', () => {
    const next = zipf(1_000, 1, randomFrom(1));
    const counts = new Array<number>(1_000).fill(0);
    for (let i = 0; i < 100_000; i++) counts[next()]!++;
    expect(counts[0]! / counts[1]!).toBeGreaterThan(1.8);
    expect(counts[0]! / counts[1]!).toBeLessThan(2.2);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100_000);
  });

  it('are addresses that differ as they do', () =>
    expect(new Set(Array.from({ length: 200_000 }, (_, n) => publicAddress(n))).size).toBe(
      200_000,
    ));
});
