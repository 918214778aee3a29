import {
  add,
  at,
  callerIn,
  type Lease,
  meets,
  ofCaller,
  type Quota,
  spansBetween,
  sum,
  unitsOf,
  usedIn,
} from './quota-books.js';
import { type QuotaPolicy, type QuotaWindow, windowId } from './quota-policy.js';

/** Who wants units. */
export interface Asker {
  /** The process; what it holds is lost with it. */
  readonly holder: string;
  /** On whose behalf: shares are of callers. */
  readonly caller: string;
  /** Whether it may use what is kept for alerts. */
  readonly isAlert: boolean;
}

/** Processes that hold units at once, times calls of each. Beyond, units are lent one after another. */
export const LEASES_MAX = 512;
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
