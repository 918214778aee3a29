import { type QuotaPolicy, type QuotaWindow, type Span, spanAt, windowId } from './quota-policy.js';

/** Units that may be sent until `sendBy`, and may reach the provider until `arriveBy`. */
export interface Lease {
  readonly id: string;
  readonly holder: string;
  readonly caller: string;
  readonly units: number;
  readonly from: number;
  readonly arriveBy: number;
}

/** What was used of one span of a window that begins anew. */
export interface Used extends Span {
  readonly units: number;
  /** What others used with the same key. */
  readonly foreign: number;
  readonly byCaller: Readonly<Record<string, number>>;
}

/** Units of a rolling window that reached the provider at `at` or before, none booked before `since`. */
export interface Mark {
  readonly since: number;
  readonly at: number;
  readonly units: number;
  readonly caller: string;
}

/** The books of one quota. Every replica writes in the same ones. Times are milliseconds of the database's clock. */
export interface Quota {
  readonly now: number;
  readonly spans: Readonly<Record<string, readonly Used[]>>;
  readonly marks: Readonly<Record<string, readonly Mark[]>>;
  readonly leases: readonly Lease[];
  /** When each process asked last. */
  readonly holders: Readonly<Record<string, number>>;
  /** The provider said: not before. */
  readonly blockedUntil: number;
}

export const EMPTY_QUOTA: Quota = {
  now: 0,
  spans: {},
  marks: {},
  leases: [],
  holders: {},
  blockedUntil: 0,
};

/** A mark may say so much later than was true, as a part of its window: so many marks are enough. */
const MARKS_PER_WINDOW = 256;
const HOLDER_FORGOTTEN_MS = 30_000;
const HOLDERS_MAX = 64;
const ANYBODY = '';

/** Only callers with a share are told apart. */
export const callerIn = (policy: QuotaPolicy, caller: string): string =>
  Object.hasOwn(policy.shares, caller) ? caller : ANYBODY;

export const meets = (span: Span, from: number, to: number): boolean =>
  from < span.end && to >= span.start;

export const add = <T>(record: Readonly<Record<string, T>>, key: string, value: T) => ({
  ...record,
  [key]: value,
});

/** All spans that a call which arrives between two moments may be counted in. */
export function spansBetween(
  window: Exclude<QuotaWindow, { kind: 'rolling' }>,
  from: number,
  to: number,
) {
  const spans = [spanAt(window, from)];
  for (let last = spans[0]!; last.end <= to; spans.push(last)) last = spanAt(window, last.end);
  return spans;
}

/** Books what reached the provider between two moments: wherever it may count, it counts. */
function book(
  quota: Quota,
  policy: QuotaPolicy,
  { from, to, units, caller }: { from: number; to: number; units: number; caller: string },
): Quota {
  if (units === 0) return quota;
  let { spans, marks } = quota;
  const { guardMs } = policy;
  for (const window of policy.windows) {
    const id = windowId(window);
    if (window.kind === 'rolling') {
      const before = marks[id] ?? [];
      const grain = (window.seconds * 1_000) / MARKS_PER_WINDOW;
      // Marks that are near each other become one, at the later moment.
      const near = before.find(
        (mark) => mark.caller === caller && to >= mark.since && to - mark.since < grain,
      );
      const mark: Mark = near
        ? { ...near, at: Math.max(near.at, to), units: near.units + units }
        : { since: to, at: to, units, caller };
      marks = add(marks, id, [...before.filter((other) => other !== near), mark]);
    } else {
      const touched = spansBetween(window, from - guardMs, to + guardMs);
      const others = (spans[id] ?? []).filter(
        ({ start }) => !touched.some((span) => span.start === start),
      );
      const booked = touched.map((span) => {
        const used = usedIn(quota, id, span);
        const byCaller = add(used.byCaller, caller, (used.byCaller[caller] ?? 0) + units);
        return { ...used, units: used.units + units, byCaller };
      });
      spans = add(spans, id, [...others, ...booked]);
    }
  }
  return { ...quota, spans, marks };
}

export const usedIn = (quota: Quota, id: string, span: Span): Used =>
  quota.spans[id]?.find(({ start }) => start === span.start) ?? {
    ...span,
    units: 0,
    foreign: 0,
    byCaller: {},
  };

/** Lets time pass: leases that nobody came back with are booked, what no longer counts is forgotten. */
export function at(quota: Quota, policy: QuotaPolicy, time: number): Quota {
  // The database's clock may be set back; ours stands still meanwhile.
  const now = Math.max(quota.now, time);
  const lost = quota.leases.filter(({ arriveBy }) => arriveBy <= now);
  let next: Quota = {
    ...quota,
    now,
    leases: quota.leases.filter((lease) => !lost.includes(lease)),
  };
  for (const { from, arriveBy, units, caller } of lost)
    next = book(next, policy, { from, to: arriveBy, units, caller });
  const spans: Record<string, readonly Used[]> = {};
  const marks: Record<string, readonly Mark[]> = {};
  for (const window of policy.windows) {
    const id = windowId(window);
    if (window.kind === 'rolling')
      marks[id] = (next.marks[id] ?? []).filter((mark) => mark.at >= now - window.seconds * 1_000);
    else spans[id] = (next.spans[id] ?? []).filter(({ end }) => end + policy.guardMs > now);
  }
  const holders = Object.entries(next.holders)
    .filter(([, seen]) => seen > now - HOLDER_FORGOTTEN_MS)
    .slice(-HOLDERS_MAX);
  return { ...next, spans, marks, holders: Object.fromEntries(holders) };
}

export const sum = <T>(items: readonly T[], units: (item: T) => number): number =>
  items.reduce((total, item) => total + units(item), 0);

export const ofCaller = (caller: string) => (item: { caller: string; units: number }) =>
  item.caller === caller ? item.units : 0;
export const unitsOf = ({ units }: { readonly units: number }) => units;

/** What became of a lease's units; what is in neither was not sent, or does not count. */
export interface Settlement {
  readonly id: string;
  /** Answered: they reached the provider before now. */
  readonly spent: number;
  /** Not answered: they may reach it until the lease ends. */
  readonly doubtful: number;
}

/** Takes units back, and books the others. Whoever comes too late, or twice, changes nothing. */
export function settle(
  before: Quota,
  policy: QuotaPolicy,
  time: number,
  settlement: Settlement,
): Quota {
  const quota = at(before, policy, time);
  const lease = quota.leases.find(({ id }) => id === settlement.id);
  if (!lease) return quota;
  const { from, arriveBy, caller } = lease;
  const spent = Math.min(settlement.spent, lease.units);
  const doubtful = Math.min(settlement.doubtful, lease.units - spent);
  let next: Quota = { ...quota, leases: quota.leases.filter((other) => other !== lease) };
  // The clock is read in whole milliseconds.
  const to = Math.min(quota.now + 1, arriveBy);
  next = book(next, policy, { from, to, units: spent, caller });
  return book(next, policy, { from, to: arriveBy, units: doubtful, caller });
}

/** What a provider said of one of its windows, in an answer or a refusal. */
export interface Observation {
  /** Of the window that it speaks of; undefined: none but the time is known. */
  readonly window?: string | undefined;
  readonly remaining?: number | undefined;
  /** It will not answer before that has passed. */
  readonly blockedForMs?: number | undefined;
}

/**
 * Believes a provider that says less is left than we thought: somebody else uses the key. What is more than all
 * that we have lent can have come from nobody else, and counts for every replica.
 */
export function observe(
  before: Quota,
  policy: QuotaPolicy,
  time: number,
  { window: about, remaining, blockedForMs = 0 }: Observation,
): Quota {
  const quota = at(before, policy, time);
  const { now } = quota;
  const next = { ...quota, blockedUntil: Math.max(quota.blockedUntil, now + blockedForMs) };
  const window = policy.windows.find((each) => windowId(each) === about);
  if (!window || remaining === undefined) return next;
  const id = windowId(window);
  const lent = sum(quota.leases, unitsOf);
  const said = window.limit - Math.max(0, remaining);
  if (window.kind === 'rolling') {
    const missing = said - lent - sum(quota.marks[id] ?? [], unitsOf);
    if (missing <= 0) return next;
    const mark = { since: now, at: now, units: missing, caller: ANYBODY };
    return { ...next, marks: add(next.marks, id, [...(next.marks[id] ?? []), mark]) };
  }
  const span = spanAt(window, now);
  const used = usedIn(quota, id, span);
  const foreign = said - lent - used.units;
  if (foreign <= used.foreign) return next;
  const others = (next.spans[id] ?? []).filter(({ start }) => start !== span.start);
  return { ...next, spans: add(next.spans, id, [...others, { ...used, foreign }]) };
}
