import { describe, expect, it } from '@jest/globals';
import {
  compareMinors,
  compareVersions,
  isIn,
  minorOf,
  parseMinor,
  parseVersion,
} from './version.js';

describe('a version', () => {
  it.each([
    ['1.25.18', '1.25.18'],
    ['v1.25.18', '1.25.18'],
    ['1.25', undefined],
    ['vv1.25.1', undefined],
    ['1.25.1-rc.1', undefined],
    ['1.25.1+build', undefined],
    [' 1.25.1', undefined],
    ['01.2.3', undefined],
    ['latest', undefined],
    ['', undefined],
  ])('%j is read as %j', (text, version) => expect(parseVersion(text)).toBe(version));

  it.each([
    ['1.25', '1.25'],
    ['v1.25', '1.25'],
    ['1.25.1', undefined],
    ['1', undefined],
  ])('as a minor, %j is read as %j', (text, minor) => expect(parseMinor(text)).toBe(minor));

  it('is compared by its numbers and not by its letters', () => {
    expect(compareVersions('1.9.0', '1.22.0')).toBe(-1);
    expect(compareMinors('1.9', '1.22')).toBe(-1);
    expect(isIn('1.9.0', '>=1.22.0')).toBe(false);
    expect(minorOf('1.22.7')).toBe('1.22');
  });
});
