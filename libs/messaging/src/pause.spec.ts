import { describe, expect, it } from '@jest/globals';
import { Backoff, pause } from './pause.js';

describe('a pause', () => {
  it('ends at once when its signal aborts', async () => {
    const stop = new AbortController();
    const paused = pause(60_000, stop.signal);
    stop.abort();
    await paused;
    await pause(60_000, stop.signal);
  });
});

describe('backing off', () => {
  it('doubles up to its ceiling, and starts small again', () => {
    const backoff = new Backoff(100, 1_000);
    const waits = Array.from({ length: 20 }, () => backoff.next());
    waits.forEach((wait, n) => {
      const ceiling = Math.min(1_000, 100 * 2 ** n);
      expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
      expect(wait).toBeLessThanOrEqual(ceiling);
    });
    backoff.reset();
    expect(backoff.next()).toBeLessThanOrEqual(100);
  });
});
