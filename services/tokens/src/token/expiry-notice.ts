import type { LiveToken } from './token.js';
import type { TokenEvent } from './token-event.js';

/** How many days before the end of a token notice is given; 0 is the end itself. The most urgent first. */
const NOTICE_DAYS = [0, 1, 7, 30] as const;
const DAY_MS = 86_400_000;

/** When a notice is due next, after one of so many days was given; before the first, after `Infinity`. */
export function nextNoticeAt(expiresAt: string, daysLeft: number): string | null {
  const next = NOTICE_DAYS.findLast((days) => days < daysLeft);
  return next === undefined ? null : new Date(Date.parse(expiresAt) - next * DAY_MS).toISOString();
}

/** The notice that is due, the most urgent only: one that was missed would no longer be true. */
export function noticeExpiry({ expiresAt, noticed, grant }: LiveToken, at: string): TokenEvent[] {
  if (expiresAt === null) return [];
  const left = Date.parse(expiresAt) - Date.parse(at);
  const daysLeft = NOTICE_DAYS.find((days) => left <= days * DAY_MS);
  if (daysLeft === undefined || (noticed !== undefined && noticed <= daysLeft)) return [];
  const { name } = grant;
  return daysLeft === 0
    ? [{ type: 'TokenExpired', name, expiresAt }]
    : [{ type: 'TokenExpiring', name, expiresAt, daysLeft }];
}
