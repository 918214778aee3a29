import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProcessCache } from './process-cache.js';
import { CachePolicy, freshnessOf, REMEMBERED_AS, remembered } from './remembered.js';

const HOUR_MS = 3_600_000;
const policy = CachePolicy.parse({});
const findingOf = (verdict: (typeof REMEMBERED_AS)[number]) =>
  verdict === 'not_found' ? undefined : { verdict, row: {} };

describe('what was answered', () => {
  it.each(REMEMBERED_AS)('is fresh for as long as its verdict has it: %s', (verdict) => {
    const { freshMs } = remembered(policy, findingOf(verdict), undefined, 0);
    expect(freshMs).toBe(policy.ttl[verdict] * 1_000);
  });

  it('is not fresh longer for its provider, but shorter', () => {
    const clean = findingOf('clean');
    expect(remembered(policy, clean, 60_000, 0).freshMs).toBe(60_000);
    expect(remembered(policy, clean, 1_000 * HOUR_MS, 0).freshMs).toBe(12 * HOUR_MS);
  });

  it('is not kept at all where its provider forbids it', () =>
    expect(remembered(policy, findingOf('clean'), 0, 0)).toMatchObject({
      freshMs: 0,
      usableMs: 0,
    }));

  it('goes through its ages in their order, whatever the policy and chance', () =>
    fc.assert(
      fc.property(
        fc.nat(90 * 86_400),
        fc.nat(90 * 86_400),
        fc.nat(90 * 86_400),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.nat(300 * 86_400_000), { minLength: 2, maxLength: 20 }),
        (ttl, staleWhileRevalidate, staleIfError, jitter, chance, ages) => {
          const given = CachePolicy.parse({
            ttl: { clean: ttl },
            staleWhileRevalidate,
            staleIfError,
            jitter,
          });
          const answer = remembered(given, findingOf('clean'), undefined, chance);
          expect(answer.freshMs).toBeLessThanOrEqual(ttl * 1_000);
          expect(answer.freshMs).toBeGreaterThanOrEqual(Math.floor(ttl * 1_000 * (1 - jitter)));
          const order = ['fresh', 'revalidate', 'if_error', 'gone'];
          const seen = ages
            .sort((a, b) => a - b)
            .map((age) => order.indexOf(freshnessOf(answer, age)));
          expect(seen).toEqual([...seen].sort((a, b) => a - b));
        },
      ),
    ));
});

describe('the cache of a process', () => {
  const answerOf = (text: string) =>
    remembered(policy, { verdict: 'clean', row: { text } }, undefined, 0);

  it('never holds more than it may, whatever is put into it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), fc.nat(3_000)), { maxLength: 200 }),
        fc.integer({ min: 10_000, max: 60_000 }),
        (entries, bytesMax) => {
          const cache = new ProcessCache(bytesMax);
          for (const [key, length] of entries) {
            cache.put(String(key), answerOf('x'.repeat(length)));
            expect(cache.bytes).toBeLessThanOrEqual(bytesMax);
          }
        },
      ),
    ));

  it('keeps the age that an answer came with, and adds to it', () => {
    let now = 1_000;
    const cache = new ProcessCache(100_000, () => now);
    cache.put('a', answerOf('x'), 500);
    now += 250;
    expect(cache.get('a')?.ageMs).toBe(750);
  });

  it('forgets what was asked for longest ago, and takes nothing that is too old', () => {
    const cache = new ProcessCache(20_000);
    for (let n = 0; n < 30; n++) {
      cache.put(`k${n}`, answerOf('x'.repeat(200)));
      cache.get('k0');
    }
    expect([cache.get('k0') === undefined, cache.get('k1') === undefined]).toEqual([false, true]);
    cache.put('old', answerOf('x'), 1_000 * HOUR_MS);
    expect(cache.get('old')).toBeUndefined();
  });
});
