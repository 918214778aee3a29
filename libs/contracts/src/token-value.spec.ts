import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf, isTokenValue, newTokenValue, TOKEN_VALUE_PATTERN } from './token-value.js';

describe("a token's value", () => {
  it('has the published form and its own checksum', () => {
    for (let i = 0; i < 200; i++) {
      const value = newTokenValue();
      expect(value).toMatch(TOKEN_VALUE_PATTERN);
      expect(isTokenValue(value)).toBe(true);
    }
  });

  it('is never made twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, newTokenValue)).size).toBe(1_000);
  });

  it('with one character mistyped is told without a look-up', () => {
    fc.assert(
      fc.property(fc.nat(35), fc.constantFrom(...'aZ09xQ'), (at, character) => {
        const value = newTokenValue();
        const mistyped = value.slice(0, 4 + at) + character + value.slice(5 + at);
        expect(isTokenValue(mistyped)).toBe(mistyped === value);
      }),
    );
  });

  it('is not anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isTokenValue(text)).toBe(false);
      }),
    );
    expect(isTokenValue(newTokenValue() + '\n')).toBe(false);
  });

  it('is known on the bus by 32 bytes that are always the same', () => {
    const value = newTokenValue();
    expect(fingerprintOf(value)).toHaveLength(32);
    expect(fingerprintOf(value)).toEqual(fingerprintOf(value));
    expect(fingerprintOf(value)).not.toEqual(fingerprintOf(newTokenValue()));
  });
});
