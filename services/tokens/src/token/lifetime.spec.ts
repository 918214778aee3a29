import { describe, expect, it } from '@jest/globals';
import { defaultExpiry, expiryProblem, isOver } from './lifetime.js';

const at = '2026-11-22T12:00:00.000Z';
const in30Days = '2026-12-22T12:00:00.000Z';
const in90Days = '2027-02-20T12:00:00.000Z';

describe('a lifetime', () => {
  it('has no end where nobody asks for one', () => expect(defaultExpiry({}, at, null)).toBeNull());
  it('is the default of the organisation', () =>
    expect(defaultExpiry({ daysDefault: 30 }, at, null)).toBe(in30Days));
  it('is the longest that is allowed where there is no default', () =>
    expect(defaultExpiry({ daysMax: 90 }, at, null)).toBe(in90Days));
  it('never outlasts the one who gave it, nor what is allowed', () => {
    expect(defaultExpiry({ daysDefault: 90 }, at, in30Days)).toBe(in30Days);
    expect(defaultExpiry({ daysDefault: 90, daysMax: 30 }, at, null)).toBe(in30Days);
  });

  it('is over at its very end and not before', () => {
    expect(isOver(at, at)).toBe(true);
    expect(isOver('2026-11-22T12:00:00.001Z', at)).toBe(false);
    expect(isOver(null, at)).toBe(false);
  });

  it.each([
    [at, {}, true],
    ['2020-01-01T00:00:00.000Z', {}, true],
    [in90Days, {}, false],
    [null, {}, false],
    [in90Days, { daysMax: 90 }, false],
    ['2027-02-20T12:00:00.001Z', { daysMax: 90 }, true],
    [null, { daysMax: 90 }, true],
    [null, { daysDefault: 90 }, false],
  ])('until %s under %j is refused: %s', (expiresAt, lifetimes, refused) => {
    expect(expiryProblem(expiresAt, at, lifetimes) !== undefined).toBe(refused);
  });
});
