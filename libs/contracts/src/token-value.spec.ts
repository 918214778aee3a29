import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fingerprintOf,
  isTokenValue,
  newTokenValue,
  TOKEN_VALUE_PATTERN,
  TOKEN_VALUE_RANDOM_BYTES,
  TOKEN_VALUE_SCANNER,
  tokenValueFrom,
} from './token-value.js';

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

  it('follows from its random bytes, and from them alone', () => {
    const bytes = fc.uint8Array({
      minLength: TOKEN_VALUE_RANDOM_BYTES,
      maxLength: TOKEN_VALUE_RANDOM_BYTES,
    });
    fc.assert(
      fc.property(bytes, (random) => {
        expect(isTokenValue(tokenValueFrom(random))).toBe(true);
        expect(tokenValueFrom(random)).toBe(tokenValueFrom(Uint8Array.from(random)));
      }),
    );
    expect(tokenValueFrom(new Uint8Array(TOKEN_VALUE_RANDOM_BYTES))).toBe(
      'mgy_000000000000000000000000000000' + '2C8GjS',
    );
    for (const length of [0, TOKEN_VALUE_RANDOM_BYTES - 1, TOKEN_VALUE_RANDOM_BYTES + 1])
      expect(() => tokenValueFrom(new Uint8Array(length))).toThrow(RangeError);
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

  it('is found in any text by the published pattern, which its checksum confirms', () => {
    const pattern = new RegExp(TOKEN_VALUE_SCANNER.pattern, 'g');
    const values = Array.from({ length: 50 }, newTokenValue);
    const text = values.map((value) => `key="${value}"; // ${value}!`).join('\n');
    expect(text.match(pattern)).toEqual(values.flatMap((value) => [value, value]));
    expect(isTokenValue(TOKEN_VALUE_SCANNER.example)).toBe(true);
    expect(`x${newTokenValue()}`.match(pattern)).toBeNull();
    expect(`${newTokenValue()}0`.match(pattern)).toBeNull();
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
