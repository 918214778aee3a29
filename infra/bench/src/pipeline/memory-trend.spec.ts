import { describe, expect, it } from '@jest/globals';
import { memoryTrend } from './memory-trend.js';

const rising = (from: number, step: number) =>
  Array.from({ length: 100 }, (_, n) => from + n * step);

describe('the trend of memory', () => {
  it('is nothing where memory goes up and down', () =>
    expect(memoryTrend(Array.from({ length: 100 }, (_, n) => 200 + (n % 2) * 20))).toBe(0));

  it('is seen where it grows', () => expect(memoryTrend(rising(200, 2))).toBeGreaterThan(0.3));

  it('leaves the warm-up out', () =>
    expect(memoryTrend([...Array<number>(25).fill(50), ...Array<number>(75).fill(200)])).toBe(0));
});
