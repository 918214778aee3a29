import { describe, expect, it } from '@jest/globals';
import { alternate, median, rateDuring } from './rounds.js';

describe('rounds', () => {
  it('take turns, and the first does not count', async () => {
    const order: string[] = [];
    const values = { a: [100, 1, 2, 3], b: [100, 10, 30, 20] };
    const contender = (name: 'a' | 'b') => ({
      name,
      run: () => {
        order.push(name);
        return Promise.resolve(values[name].shift() ?? 0);
      },
    });
    const measured = await alternate([contender('a'), contender('b')], 3);
    expect(order.join('')).toBe('abababab');
    expect(measured).toEqual([
      { name: 'a', values: [1, 2, 3], perSecond: 2, least: 1, most: 3 },
      { name: 'b', values: [10, 30, 20], perSecond: 20, least: 10, most: 30 },
    ]);
  });

  it('say whose turn it is', async () => {
    const turns: unknown[] = [];
    const run = () => Promise.resolve(1);
    await alternate([{ name: 'a', run }], 1, (...turn) => turns.push(turn));
    expect(turns).toEqual([
      [0, 'a'],
      [1, 'a'],
    ]);
  });

  it('have a median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('count what was done, each once, no more than so many at a time', async () => {
    const seen: number[] = [];
    let now = 0;
    let most = 0;
    const perSecond = await rateDuring(5, 4, async (index) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(index);
      now--;
    });
    expect(most).toBe(4);
    expect(new Set(seen).size).toBe(seen.length);
    expect(perSecond).toBeGreaterThan(0);
  });
});
