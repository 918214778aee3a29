import { at, type Quota, sum, unitsOf, usedIn } from './quota-books.js';
import { type QuotaPolicy, spanAt, windowId } from './quota-policy.js';

/** How one window stands. */
export interface WindowReport {
  readonly window: string;
  readonly limit: number;
  readonly used: number;
  readonly left: number;
  /** When all of it is there again; of a rolling window: when the next unit is. */
  readonly resetAt: number;
  /** When nothing is left, if it goes on like this; undefined: not before the reset. */
  readonly emptyAt?: number;
}

/** How a quota stands now. */
export function report(before: Quota, policy: QuotaPolicy, time: number): WindowReport[] {
  const quota = at(before, policy, time);
  const { now, leases } = quota;
  return policy.windows.map((window) => {
    const id = windowId(window);
    const { limit } = window;
    const length = window.kind === 'rolling' ? window.seconds * 1_000 : 0;
    const span =
      window.kind === 'rolling' ? { start: now - length, end: now + length } : spanAt(window, now);
    const marks = quota.marks[id] ?? [];
    const booked =
      window.kind === 'rolling'
        ? sum(marks, unitsOf)
        : usedIn(quota, id, span).units + usedIn(quota, id, span).foreign;
    const used =
      booked +
      sum(
        leases.filter(({ from }) => from >= span.start),
        unitsOf,
      );
    const left = Math.max(0, limit - used);
    const emptyAt = now + (left * (now - span.start)) / Math.max(used, 1);
    const resetAt =
      window.kind === 'rolling'
        ? Math.min(now + length, ...marks.map((m) => m.at + length))
        : span.end;
    return {
      window: id,
      limit,
      used,
      left,
      resetAt,
      ...(used > 0 && emptyAt < span.end && window.kind !== 'rolling' ? { emptyAt } : {}),
    };
  });
}
