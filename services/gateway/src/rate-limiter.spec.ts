import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimiter } from './rate-limiter.js';

describe('a rate limiter', () => {
  const limiterAt = (rate = { limit: 3, windowMs: 3_000 }, keysMax = 10) => {
    const clock = { now: 1_000 };
    return { clock, limiter: new RateLimiter(rate, keysMax, () => clock.now) };
  };

  it('lets the whole limit through at once, counting down, and says when the next one may come', () => {
    const { limiter } = limiterAt();
    expect([1, 2, 3].map(() => limiter.take('k'))).toEqual([
      { allowed: true, remaining: 2, resetMs: 1_000 },
      { allowed: true, remaining: 1, resetMs: 2_000 },
      { allowed: true, remaining: 0, resetMs: 3_000 },
    ]);
    expect(limiter.take('k')).toEqual({ allowed: false, remaining: 0, resetMs: 1_000 });
  });

  it('lets one more through when its time has come, not a millisecond before', () => {
    const { limiter, clock } = limiterAt();
    for (let i = 0; i < 3; i++) limiter.take('k');
    clock.now += 999;
    expect(limiter.take('k')).toMatchObject({ allowed: false, resetMs: 1 });
    clock.now += 1;
    expect(limiter.take('k').allowed).toBe(true);
    expect(limiter.take('k').allowed).toBe(false);
  });

  it('lets the first through whatever the clock shows', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e10, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (now, limit, windowMs) => {
          const { limiter, clock } = limiterAt({ limit, windowMs });
          clock.now = now;
          expect(limiter.take('k').allowed).toBe(true);
        },
      ),
    ));

  it('takes nothing by looking, nor by refusing', () => {
    const { limiter, clock } = limiterAt();
    expect(limiter.peek('k')).toMatchObject({ allowed: true, remaining: 3 });
    for (let i = 0; i < 9; i++) limiter.take('k');
    expect(limiter.peek('k').allowed).toBe(false);
    clock.now += 3_000;
    expect(limiter.peek('k')).toMatchObject({ allowed: true, remaining: 3 });
  });

  it('keeps keys apart', () => {
    const { limiter } = limiterAt();
    for (let i = 0; i < 3; i++) limiter.take('k');
    expect(limiter.take('l').allowed).toBe(true);
  });

  it('lets through no more than the limit and what time gives back, however requests come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.array(fc.nat(500), { maxLength: 300 }),
        (limit, windowMs, pauses) => {
          const { limiter, clock } = limiterAt({ limit, windowMs });
          const start = clock.now;
          let passed = 0;
          for (const pause of pauses) {
            clock.now += pause;
            const could = limiter.peek('k');
            const { allowed, remaining } = limiter.take('k');
            expect(could.allowed).toBe(allowed);
            expect(remaining).toBeGreaterThanOrEqual(0);
            expect(remaining).toBeLessThan(limit + 1);
            if (allowed) passed++;
            const most = limit + ((clock.now - start) / windowMs) * limit + 1e-6;
            expect(passed).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});
