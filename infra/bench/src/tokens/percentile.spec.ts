import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile.js';

describe('a percentile', () => {
  it('is one of the values, and so many of a hundred do not exceed it', () => {
    const values = Array.from({ length: 200 }, (_, n) => 200 - n);
    expect([0, 50, 99, 100].map((of) => percentile(values, of))).toEqual([1, 100, 198, 200]);
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([], 99)).toBeNaN();
  });
});
