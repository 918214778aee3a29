import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOverdue, nextRefresh } from './refresh-plan.js';

const MINUTE = 60_000;
const NOW = Date.parse('2026-06-01T12:30:00Z');
const refresh = (more: object) => ({ url: 'https://example.com', format: 'csv', ...more }) as const;

describe('the next refresh', () => {
  it('by a period comes after it, a twentieth earlier or later', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 44_640 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (periodMinutes, chance) => {
          const wait = nextRefresh(refresh({ periodMinutes }), NOW, chance) - NOW;
          expect(wait).toBeGreaterThanOrEqual(Math.floor(periodMinutes * MINUTE * 0.95));
          expect(wait).toBeLessThanOrEqual(Math.ceil(periodMinutes * MINUTE * 1.05));
        },
      ),
    ));

  it.each([
    ['0 3 * * *', '2026-06-02T03:00:00.000Z'],
    ['*/15 * * * *', '2026-06-01T12:45:00.000Z'],
    ['30 12 * * *', '2026-06-02T12:30:00.000Z'],
  ])('by %s is in UTC', (cron, time) =>
    expect(new Date(nextRefresh(refresh({ cron }), NOW, 0.5)).toISOString()).toBe(time),
  );
});

describe('a table', () => {
  it('without an alarm is never overdue', () =>
    expect(isOverdue(refresh({ periodMinutes: 1 }), 0, NOW)).toBe(false));
  it('is overdue after its alarm, not before', () => {
    const given = refresh({ periodMinutes: 1, alarmMinutes: 10 });
    expect(isOverdue(given, NOW - 10 * MINUTE, NOW)).toBe(false);
    expect(isOverdue(given, NOW - 10 * MINUTE - 1, NOW)).toBe(true);
  });
});
