import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

describe('canonical JSON', () => {
  it('is what the reference implementation of RFC 8785 makes of any value', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    ));

  it.each([
    [{ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude00': 5, '\u0080': 6, 10: 7 }],
    [{ numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, 0] }],
    ['€$\u000f\nA\u0027\u0042\u0022\u005c\\u0022'],
    ['a text with \\ud800 in it, written out'],
    [{ b: { b: [], a: {} }, a: null, undefinedIsLeftOut: undefined }],
  ])('follows it for %j', (value) => expect(canonicalJson(value)).toBe(canonicalize(value)));

  it.each([[undefined], [Number.NaN], [Infinity], [10n], [{ half: '\ud800' }], [() => 1]])(
    'refuses what JSON cannot say: %p',
    (value) => expect(() => canonicalJson(value)).toThrow(),
  );
});
