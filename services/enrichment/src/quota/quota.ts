import { type QuotaPolicy, type QuotaWindow, type Span, spanAt, windowId } from './quota-policy.js';

/** Who wants units. */
export interface Asker {
  /** The process; what it holds is lost with it. */
  readonly holder: string;
  /** On whose behalf: shares are of callers. */
  readonly caller: string;
  /** Whether it may use what is kept for alerts. */
  readonly isAlert: boolean;
}

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
interface Used extends Span {
  readonly units: number;
  /** What others used with the same key. */
  readonly foreign: number;
  readonly byCaller: Readonly<Record<string, number>>;
}

/** Units of a rolling window that reached the provider at `at` or before, none booked before `since`. */
interface Mark {
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
/** Processes that hold units at once, times calls of each. Beyond, units are lent one after another. */
export const LEASES_MAX = 512;
const ANYBODY = '';

/** Only callers with a share are told apart. */
export const callerIn = (policy: QuotaPolicy, caller: string): string =>
  Object.hasOwn(policy.shares, caller) ? caller : ANYBODY;

const meets = (span: Span, from: number, to: number): boolean =>
  from < span.end && to >= span.start;

const add = <T>(record: Readonly<Record<string, T>>, key: string, value: T) => ({
  ...record,
  [key]: value,
});

/** All spans that a call which arrives between two moments may be counted in. */
function spansBetween(window: Exclude<QuotaWindow, { kind: 'rolling' }>, from: number, to: number) {
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

const usedIn = (quota: Quota, id: string, span: Span): Used =>
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

/** What binds an asker: room that is left, and from when there may be more. */
interface Bound {
  readonly room: number;
  readonly moreAt: number;
}

/** What a limit leaves to an asker, given what is used by all and by its caller. */
function roomOf(
  policy: QuotaPolicy,
  limit: number,
  asker: Omit<Asker, 'holder'>,
  used: { readonly all: number; readonly own: number },
): number {
  const open = asker.isAlert ? limit : Math.floor(limit * (1 - policy.reserve) + 1e-9);
  const share = policy.shares[asker.caller];
  const own = share === undefined ? Infinity : Math.max(1, Math.floor(limit * share + 1e-9));
  return Math.min(open - used.all, own - used.own);
}

const sum = <T>(items: readonly T[], units: (item: T) => number): number =>
  items.reduce((total, item) => total + units(item), 0);

const ofCaller = (caller: string) => (item: { caller: string; units: number }) =>
  item.caller === caller ? item.units : 0;
const unitsOf = ({ units }: { readonly units: number }) => units;

function rollingBound(
  quota: Quota,
  policy: QuotaPolicy,
  window: Extract<QuotaWindow, { kind: 'rolling' }>,
  asker: Omit<Asker, 'holder'>,
  cost: number,
): Bound {
  const caller = callerIn(policy, asker.caller);
  const leased = quota.leases.map((lease) => ({ ...lease, at: lease.arriveBy }));
  const items = [...(quota.marks[windowId(window)] ?? []), ...leased].sort((a, b) => a.at - b.at);
  const room = (left: typeof items) =>
    roomOf(policy, window.limit, asker, {
      all: sum(left, unitsOf),
      own: sum(left, ofCaller(caller)),
    });
  let left = items;
  while (room(left) < cost && left.length > 0) left = left.slice(1);
  const gone = items[items.length - left.length - 1];
  return { room: room(items), moreAt: gone ? gone.at + window.seconds * 1_000 + 1 : quota.now };
}

/**
 * Only the span of now binds, and within the guard the one before: whatever was lent and may arrive in a
 * later one may arrive in this one too, so it is counted here already.
 */
function spanBounds(
  quota: Quota,
  policy: QuotaPolicy,
  window: Exclude<QuotaWindow, { kind: 'rolling' }>,
  asker: Omit<Asker, 'holder'>,
): Bound[] {
  const { now, leases } = quota;
  const { guardMs } = policy;
  const caller = callerIn(policy, asker.caller);
  return spansBetween(window, now - guardMs, now).map((span) => {
    const used = usedIn(quota, windowId(window), span);
    const leased = leases.filter(({ from, arriveBy }) =>
      meets(span, from - guardMs, arriveBy + guardMs),
    );
    return {
      room: roomOf(policy, window.limit, asker, {
        all: used.units + used.foreign + sum(leased, unitsOf),
        own: (used.byCaller[caller] ?? 0) + sum(leased, ofCaller(caller)),
      }),
      moreAt: span.end + guardMs,
    };
  });
}

function boundsOf(
  quota: Quota,
  policy: QuotaPolicy,
  asker: Omit<Asker, 'holder'>,
  cost: number,
): Bound[] {
  const blocked = quota.blockedUntil > quota.now ? [{ room: 0, moreAt: quota.blockedUntil }] : [];
  return policy.windows.reduce<Bound[]>(
    (bounds, window) =>
      window.kind === 'rolling'
        ? [...bounds, rollingBound(quota, policy, window, asker, cost)]
        : [...bounds, ...spanBounds(quota, policy, window, asker)],
    blocked,
  );
}

/** So many steps into the future are looked at; a wait that is longer is stated too short. */
const STEPS_MAX = 16;

/** The first moment at which, if nobody else asks, so many units could be had. */
function possibleAt(
  quota: Quota,
  policy: QuotaPolicy,
  asker: Omit<Asker, 'holder'>,
  cost: number,
): number {
  let later = quota;
  for (let step = 0; step < STEPS_MAX; step++) {
    const short = boundsOf(later, policy, asker, cost).filter(({ room }) => room < cost);
    if (short.length === 0) break;
    later = at(later, policy, Math.max(later.now + 1, ...short.map(({ moreAt }) => moreAt)));
  }
  return later.now;
}

export type Asked =
  | { readonly quota: Quota; readonly lease: Lease }
  /** There are none now. */
  | { readonly quota: Quota; readonly possibleAt: number };

/**
 * Lends units for calls, for as many as are wanted, or fewer where little is left for many processes.
 *
 * @param want.cost of one call
 * @param want.calls at least 1
 */
export function ask(
  before: Quota,
  policy: QuotaPolicy,
  time: number,
  asker: Asker,
  want: { readonly id: string; readonly cost: number; readonly calls: number },
): Asked {
  const quota = at(before, policy, time);
  const { now } = quota;
  const seen = { ...quota, holders: add(quota.holders, asker.holder, now) };
  const { cost } = want;
  const room = Math.min(...boundsOf(quota, policy, asker, cost).map((bound) => bound.room));
  const possible = Math.floor(room / cost);
  if (possible < 1 || quota.leases.length >= LEASES_MAX)
    return { quota: seen, possibleAt: possibleAt(quota, policy, asker, cost) };
  const holders = Object.keys(seen.holders).length;
  const fair = holders === 1 ? possible : Math.ceil(possible / (2 * holders));
  const lease: Lease = {
    id: want.id,
    holder: asker.holder,
    caller: callerIn(policy, asker.caller),
    units: Math.min(want.calls, Math.max(1, fair)) * cost,
    from: now,
    arriveBy: now + policy.leaseMs + policy.transitMs,
  };
  return { quota: { ...seen, leases: [...seen.leases, lease] }, lease };
}

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
  /** It will not answer before. */
  readonly blockedUntil?: number | undefined;
}

/**
 * Believes a provider that says less is left than we thought: somebody else uses the key. What is more than all
 * that we have lent can have come from nobody else, and counts for every replica.
 */
export function observe(
  before: Quota,
  policy: QuotaPolicy,
  time: number,
  { window: about, remaining, blockedUntil = 0 }: Observation,
): Quota {
  const quota = at(before, policy, time);
  const { now } = quota;
  const next = { ...quota, blockedUntil: Math.max(quota.blockedUntil, blockedUntil) };
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
