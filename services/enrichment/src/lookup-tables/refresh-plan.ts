import { Cron } from 'croner';
import type { Refresh } from './lookup-table-definition.js';

const MINUTE = 60_000;
/** Tables of one period are not fetched all at the same moment. */
const SPREAD = 0.05;

/**
 * When a table is to be fetched next, in milliseconds since 1970.
 *
 * @param chance from 0 to 1
 */
export function nextRefresh({ periodMinutes, cron }: Refresh, now: number, chance: number): number {
  if (cron !== undefined) {
    const next = new Cron(cron, { paused: true, timezone: 'UTC' }).nextRun(new Date(now));
    // One that never comes again is asked about once a month.
    return next?.getTime() ?? now + 31 * 24 * 60 * MINUTE;
  }
  const period = (periodMinutes ?? 60) * MINUTE;
  return Math.round(now + period * (1 - SPREAD + 2 * SPREAD * chance));
}

/** Whether somebody is to be told that nothing came for too long. */
export const isOverdue = ({ alarmMinutes }: Refresh, heardAt: number, now: number): boolean =>
  alarmMinutes !== undefined && now > heardAt + alarmMinutes * MINUTE;
