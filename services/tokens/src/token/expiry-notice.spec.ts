import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deciderSpec } from '@margay/testing';
import { nextNoticeAt } from './expiry-notice.js';
import { tokenDecider } from './token.decider.js';
import type { TokenEvent } from './token-event.js';

const DAY_MS = 86_400_000;
const end = Date.parse('2026-12-31T00:00:00.000Z');
const expiresAt = new Date(end).toISOString();
const before = (days: number, ms = 0) => new Date(end - days * DAY_MS + ms).toISOString();
const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: [] };
const created: TokenEvent = {
  type: 'TokenCreated',
  grant,
  digest: { pepper: 1, hmac: 'a1' },
  expiresAt,
};
const look = (at: string) => ({ type: 'NoticeExpiry', at }) as const;
const expiring = (daysLeft: number): TokenEvent => ({
  type: 'TokenExpiring',
  name: 'ci',
  expiresAt,
  daysLeft,
});
const expired: TokenEvent = { type: 'TokenExpired', name: 'ci', expiresAt };

describe('notice of the end of a token', () => {
  const given = deciderSpec(tokenDecider);

  it.each([30, 7, 1])('is given %i days before, to the millisecond, and once', (days) => {
    given([created, ...[30, 7].filter((past) => past > days).map(expiring)])
      .when(look(before(days)))
      .then([expiring(days)]);
    given([created, expiring(days)])
      .when(look(before(days)))
      .thenNothing();
  });
  it('is not given before its time', () => {
    given([created])
      .when(look(before(30, -1)))
      .thenNothing();
    given([created, expiring(30)])
      .when(look(before(7, -1)))
      .thenNothing();
  });
  it('is given at the end, once', () => {
    given([created, expiring(1)])
      .when(look(before(0)))
      .then([expired]);
    given([created, expired])
      .when(look(before(-1)))
      .thenNothing();
  });
  it('that was missed is passed over for the one that is true now', () => {
    given([created])
      .when(look(before(3)))
      .then([expiring(7)]);
    given([created])
      .when(look(before(-9)))
      .then([expired]);
  });
  it('is given anew for another end, and for no other change', () => {
    const moved: TokenEvent = { type: 'TokenUpdated', grant, expiresAt: before(-40) };
    given([created, expiring(1), moved])
      .when(look(before(0)))
      .thenNothing();
    given([created, expiring(1), moved])
      .when(look(before(-10)))
      .then([{ ...expiring(30), expiresAt: before(-40) } as TokenEvent]);
    given([created, expiring(1), { type: 'TokenUpdated', grant, expiresAt }])
      .when(look(before(1)))
      .thenNothing();
  });
  it('is not given of tokens without an end, or that are not there', () => {
    given([{ ...created, expiresAt: null }])
      .when(look(expiresAt))
      .thenNothing();
    given([created, { type: 'TokenDeleted', name: 'ci' }])
      .when(look(expiresAt))
      .thenNothing();
    given([]).when(look(expiresAt)).thenNothing();
  });

  it('however often it is looked, is given at most once of each kind, the last at the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40 * DAY_MS, max: DAY_MS }), { maxLength: 60 }),
        (times) => {
          const history: TokenEvent[] = [created];
          for (const time of [...times].sort((a, b) => a - b)) {
            const state = history.reduce(tokenDecider.evolve, tokenDecider.initial);
            history.push(...tokenDecider.decide(look(new Date(end + time).toISOString()), state));
          }
          const given = history
            .slice(1)
            .map((event) => (event.type === 'TokenExpiring' ? event.daysLeft : 0));
          expect(given).toEqual([...new Set(given)].sort((a, b) => b - a));
          expect(given.includes(0)).toBe(times.some((time) => time >= 0));
        },
      ),
    );
  });

  it('is due again at the next of 30, 7, 1 and 0 days', () => {
    expect([Infinity, 30, 7, 1, 0].map((days) => nextNoticeAt(expiresAt, days))).toEqual([
      before(30),
      before(7),
      before(1),
      before(0),
      null,
    ]);
  });
});
