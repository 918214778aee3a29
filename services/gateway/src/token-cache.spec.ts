import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Identity, TokenCache } from './token-cache.js';

const identity = (id: string): Identity => ({
  id,
  name: id,
  permissions: ['AlertRead'],
  networks: [],
  expiresAt: Infinity,
  generation: 1,
  isReplaced: false,
});
const asOf = (position: number) => ({ epoch: 'e', position });

const trusting = (max = 100) => new TokenCache(max, () => true);
const put = (cache: TokenCache, key: string, id: string, position: number) =>
  cache.keep(key, identity(id), asOf(position), cache.ask());

describe('the token cache', () => {
  it('knows a token once it was verified', () => {
    const cache = trusting();
    put(cache, 'k', 't', 5);
    expect(cache.get('k')?.id).toBe('t');
  });

  it('forgets a token the moment it changes, and no other', () => {
    const cache = trusting();
    put(cache, 'k', 't', 5);
    put(cache, 'l', 'u', 5);
    cache.changed('t', 6);
    expect(cache.get('k')).toBeUndefined();
    expect(cache.get('l')?.id).toBe('u');
  });

  it('does not keep an answer that is older than the news about its token', () => {
    const cache = trusting();
    const asked = cache.ask();
    cache.changed('t', 6);
    cache.keep('k', identity('t'), asOf(5), asked);
    expect(cache.get('k')).toBeUndefined();
    cache.keep('k', identity('t'), asOf(6), asked);
    expect(cache.get('k')?.id).toBe('t');
  });

  it('does not keep an answer that was asked for before it was emptied', () => {
    const cache = trusting();
    const asked = cache.ask();
    cache.distrust();
    cache.keep('k', identity('t'), asOf(5), asked);
    expect(cache.get('k')).toBeUndefined();
  });

  it('knows and keeps nothing while it does not hear of changes', () => {
    let hears = true;
    const cache = new TokenCache(10, () => hears);
    put(cache, 'k', 't', 5);
    expect(cache.get('k')?.id).toBe('t');
    hears = false;
    expect(cache.get('k')).toBeUndefined();
    const asked = cache.ask();
    hears = true;
    // What changed between the question and now nobody told us.
    cache.keep('l', identity('u'), asOf(5), asked);
    expect(cache.get('l')).toBeUndefined();
  });

  it('is bounded', () => {
    const cache = trusting(10);
    for (let i = 0; i < 50; i++) put(cache, `k${i}`, `t${i}`, i);
    expect(cache.size).toBe(10);
  });

  it('never holds a token that is known to have changed since it was verified', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('verify' as const), token: fc.nat(3), lag: fc.nat(3) }),
      fc.record({ do: fc.constant('change' as const), token: fc.nat(3) }),
      fc.record({ do: fc.constant('distrust' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const cache = trusting(3);
        const changedAt = new Map<string, number>();
        const verifiedAt = new Map<string, number>();
        let position = 10;
        // An answer asked for after everything was forgotten knows at least what was known then.
        let least = 0;
        for (const one of steps) {
          if (one.do === 'distrust') {
            cache.distrust();
            least = position;
            continue;
          }
          const id = `t${one.token}`;
          if (one.do === 'change') {
            position++;
            changedAt.set(id, position);
            cache.changed(id, position);
          } else {
            const seen = Math.max(least, position - one.lag);
            const before = cache.get(id);
            put(cache, id, id, seen);
            if (cache.get(id) !== before) verifiedAt.set(id, seen);
          }
          for (const [token, at] of changedAt)
            if (cache.get(token) && (verifiedAt.get(token) ?? 0) >= 10)
              expect(verifiedAt.get(token)).toBeGreaterThanOrEqual(at);
        }
      }),
    );
  });
});
