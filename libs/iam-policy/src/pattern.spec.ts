import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern } from './pattern.js';

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['secret:x-??????', 'secret:x-AbCdEf', true],
    ['secret:x-??????', 'secret:x-y-AbCdEf', false],
    ['secret:x-*', 'secret:x-y-AbCdEf', true],
    ['*a*b*c', 'xxaxxbxxc', true],
    ['*a*b*c', 'xxaxxcxxb', false],
    ['a.c', 'abc', false],
    ['**', 'a', true],
  ])('"%s" and "%s": %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it('says what a regular expression made of it would say', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 12 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(letters, text, (pattern, against) => {
        const expression = new RegExp(`^${pattern.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`);
        expect(matchesPattern(pattern, against)).toBe(expression.test(against));
      }),
    );
  });
});
