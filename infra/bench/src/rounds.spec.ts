import { describe, expect, it } from '@jest/globals';
import { alternate, inParallel, median } from './rounds.js';

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
      { name: 'a', perSecond: 2, least: 1, most: 3 },
      { name: 'b', perSecond: 20, least: 10, most: 30 },
    ]);
  });

  it('have a median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('do each piece of work once, no more than so many at a time', async () => {
    const seen: number[] = [];
    let now = 0;
    let most = 0;
    await inParallel(20, 4, async (index) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(index);
      now--;
    });
    expect(most).toBe(4);
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});
