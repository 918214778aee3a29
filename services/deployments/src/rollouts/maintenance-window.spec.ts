import { describe, expect, it } from '@jest/globals';
import { isOpen, MaintenanceWindow } from './maintenance-window.js';

const nights: MaintenanceWindow = {
  days: ['sat', 'sun'],
  from: '22:30',
  minutes: 240,
  timeZone: 'Europe/Vienna',
};
const at = (iso: string) => isOpen(nights, new Date(iso));

describe('a maintenance window', () => {
  it.each([
    ['before it begins', '2026-11-21T22:29:59+01:00', false],
    ['when it begins', '2026-11-21T22:30:00+01:00', true],
    ['after midnight', '2026-11-22T02:29:59+01:00', true],
    ['when it is over', '2026-11-22T02:30:00+01:00', false],
    ['after midnight on Monday, begun on Sunday', '2026-11-23T00:10:00+01:00', true],
    ['on another day', '2026-11-20T23:00:00+01:00', false],
    ['in summer, by the clocks there', '2026-07-04T22:30:00+02:00', true],
    ['in summer, by the clocks of winter', '2026-07-04T21:31:00Z', true],
  ])('%s: %s', (_what, iso, expected) => expect(at(iso)).toBe(expected));

  it('is as long as ever when clocks are set back in it', () => {
    // 2026-10-25: 03:00 of summer is 02:00 of winter; four hours from 22:30 end at 01:30 of winter.
    expect(at('2026-10-25T02:29:00+02:00')).toBe(true);
    expect(at('2026-10-25T02:31:00+01:00')).toBe(false);
  });

  it('begins when clocks are through with leaping over its beginning', () => {
    const early = { ...nights, from: '02:30', minutes: 60 };
    expect(isOpen(early, new Date('2026-03-29T03:31:00+02:00'))).toBe(true);
    expect(isOpen(early, new Date('2026-03-29T01:59:00+01:00'))).toBe(false);
  });

  it.each([
    { timeZone: 'Mars/Phobos' },
    { from: '24:00' },
    { days: [] },
    { minutes: 5 },
    { minutes: 1_441 },
  ])('cannot be %j', (more) =>
    expect(MaintenanceWindow.safeParse({ ...nights, ...more }).success).toBe(false),
  );
});
