import { Cron } from 'croner';
import { z } from 'zod';

const DAY_SECONDS = 86_400;
const share = z.number().gt(0).max(1);

const isSchedule = ({ cron, zone }: { cron: string; zone: string }): boolean => {
  try {
    return new Cron(cron, { timezone: zone }).nextRuns(1).length === 1;
  } catch {
    return false;
  }
};

const limit = z.number().int().min(1).max(1_000_000_000);

/** Of one length, at any moment: to be chosen also where it is not known how a provider counts. */
const Rolling = z.strictObject({
  kind: z.literal('rolling'),
  seconds: z
    .number()
    .min(0.1)
    .max(40 * DAY_SECONDS),
  limit,
});

/** Begins anew at every full multiple of its length since 1970, UTC: minutes, hours, days. */
const Fixed = z.strictObject({
  kind: z.literal('fixed'),
  seconds: z.number().min(0.1).max(DAY_SECONDS),
  limit,
});

/** Begins anew by the calendar: `0 0 1 * *` in `America/New_York`. */
const Calendar = z
  .strictObject({
    kind: z.literal('calendar'),
    cron: z.string().min(9).max(100),
    zone: z.string().min(1).max(64).default('UTC'),
    limit,
  })
  .refine(isSchedule, 'Expected a schedule of cron and the name of a time zone.');

/** What a provider allows, and how we share it out. */
export const QuotaPolicy = z.strictObject({
  /** All of them bind at once. */
  windows: z
    .array(z.discriminatedUnion('kind', [Rolling, Fixed, Calendar]))
    .min(1)
    .max(8),
  /** How far the provider's clock and that of the database may be apart. */
  guardMs: z.number().int().min(0).max(60_000).default(1_000),
  /** How long after it is sent a call may still reach the provider: its deadline. */
  transitMs: z.number().int().min(1).max(60_000).default(10_000),
  /** How long units may be held before they are sent. */
  leaseMs: z.number().int().min(10).max(60_000).default(5_000),
  /** The share that only alerts may use. */
  reserve: z.number().min(0).max(0.95).default(0),
  /** The most that one caller may use. */
  shares: z.record(z.string().min(1).max(100), share).default({}),
});
export type QuotaPolicy = z.output<typeof QuotaPolicy>;
export type QuotaWindow = QuotaPolicy['windows'][number];

/** By what a window is known in the books; another limit is the same window. */
export function windowId(window: QuotaWindow): string {
  if (window.kind === 'calendar') return `calendar ${window.cron} ${window.zone}`;
  return `${window.kind} ${window.seconds}`;
}

/** From the first millisecond to the one after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span of a window that begins anew which holds a moment. */
export function spanAt(window: Exclude<QuotaWindow, { kind: 'rolling' }>, at: number): Span {
  if (window.kind === 'fixed') {
    const length = window.seconds * 1_000;
    const start = Math.floor(at / length) * length;
    return { start, end: start + length };
  }
  const schedule = new Cron(window.cron, { timezone: window.zone });
  const end = schedule.nextRun(new Date(at))?.getTime() ?? Infinity;
  // A run that is due at this very moment is the beginning, not the one before.
  const [before] = schedule.previousRuns(1, new Date(Math.floor(at / 1_000) * 1_000 + 1_000));
  return { start: before?.getTime() ?? 0, end };
}
