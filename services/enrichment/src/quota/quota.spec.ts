import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QuotaPolicy, type QuotaWindow, spanAt, windowId } from './quota-policy.js';
import { at, EMPTY_QUOTA, observe, type Quota, settle } from './quota-books.js';
import { ask, type Asked } from './quota-lending.js';
import { report } from './quota-report.js';

const START = Date.parse('2026-03-10T12:00:00.000Z');
const policyOf = (
  windows: readonly QuotaWindow[],
  more: Partial<QuotaPolicy> = {},
): QuotaPolicy => ({
  ...QuotaPolicy.parse({ windows, guardMs: 100, transitMs: 500, leaseMs: 200 }),
  ...more,
});
const fixed = (seconds: number, limit: number): QuotaWindow => ({ kind: 'fixed', seconds, limit });
const rolling = (seconds: number, limit: number): QuotaWindow => ({
  kind: 'rolling',
  seconds,
  limit,
});
const anAsker = (more: object = {}) => ({ holder: 'a', caller: 'x', isAlert: false, ...more });

/** Books, and who writes in them one after another. */
class Books {
  quota: Quota = EMPTY_QUOTA;
  private next = 0;
  constructor(readonly policy: QuotaPolicy) {}

  ask(time: number, calls = 1, more: object = {}, cost = 1): Asked {
    const asked = ask(this.quota, this.policy, time, anAsker(more), {
      id: `lease-${this.next++}`,
      cost,
      calls,
    });
    // As they come back from where they are kept.
    this.quota = JSON.parse(JSON.stringify(asked.quota)) as Quota;
    return asked;
  }

  /** Asks and sends at once, as often as is let. @returns how often that was */
  use(time: number, times: number, more: object = {}): number {
    let used = 0;
    while (used < times) {
      const asked = this.ask(time, times - used, more);
      if (!('lease' in asked)) break;
      used += asked.lease.units;
      this.settle(time, asked, { spent: asked.lease.units });
    }
    return used;
  }

  settle(time: number, asked: Asked, what: { spent?: number; doubtful?: number } = {}): void {
    if (!('lease' in asked)) throw new Error('Nothing was lent.');
    const settlement = { id: asked.lease.id, spent: 0, doubtful: 0, ...what };
    this.quota = settle(this.quota, this.policy, time, settlement);
  }
}

const possible = (asked: Asked) => ('lease' in asked ? 0 : asked.possibleAt);

describe('a rolling window', () => {
  it('lends what it has, and says when there is more', () => {
    const books = new Books(policyOf([rolling(60, 4)]));
    for (let i = 0; i < 4; i++) expect(books.use(START + i * 1_000, 1)).toBe(1);
    expect(possible(books.ask(START + 10_000))).toBe(START + 60_002);
    expect(books.use(START + 60_001, 9)).toBe(0);
    expect(books.use(START + 60_002, 9)).toBe(1);
  });
});

describe('a window that begins anew', () => {
  it('lends all of it again when it does, a guard later', () => {
    const books = new Books(policyOf([fixed(60, 4)]));
    expect(books.use(START + 10_000, 9)).toBe(4);
    expect(possible(books.ask(START + 20_000))).toBe(START + 60_100);
    expect(books.use(START + 60_099, 9)).toBe(0);
    expect(books.use(START + 60_100, 9)).toBe(4);
  });

  it('counts a call on both sides of its beginning that may arrive on either', () => {
    const books = new Books(policyOf([fixed(60, 4)]));
    const asked = books.ask(START + 59_990, 4);
    expect(possible(books.ask(START + 59_995))).toBeGreaterThan(START + 60_000);
    books.settle(START + 60_020, asked, { spent: 2 });
    expect(books.use(START + 60_200, 9)).toBe(2);
  });

  it.each([
    ['0 0 * * *', 'UTC', '2026-03-10T00:00:00.000Z', '2026-03-11T00:00:00.000Z'],
    ['0 0 1 * *', 'UTC', '2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    ['0 0 * * *', 'America/Los_Angeles', '2026-03-10T07:00:00.000Z', '2026-03-11T07:00:00.000Z'],
  ])('may go by the calendar: %s in %s', (cron, zone, start, end) => {
    const window = { kind: 'calendar', cron, zone, limit: 1 } as const;
    const span = { start: Date.parse(start), end: Date.parse(end) };
    for (const moment of [START, span.start, span.start + 1, span.end - 1])
      expect(spanAt(window, moment)).toEqual(span);
    expect(spanAt(window, span.end).start).toBe(span.end);
  });

  it('is an hour shorter on the day when clocks go forward', () => {
    const window = {
      kind: 'calendar',
      cron: '0 0 * * *',
      zone: 'America/Los_Angeles',
      limit: 1,
    } as const;
    const { start, end } = spanAt(window, Date.parse('2026-03-08T20:00:00.000Z'));
    expect(end - start).toBe(23 * 3_600_000);
  });
});

describe('several windows', () => {
  it('bind all at once', () => {
    const books = new Books(policyOf([rolling(60, 4), fixed(86_400, 6)]));
    expect(books.use(START, 9)).toBe(4);
    expect(books.use(START + 61_000, 9)).toBe(2);
    expect(possible(books.ask(START + 130_000))).toBe(Date.parse('2026-03-11T00:00:00.100Z'));
  });
});

describe('units', () => {
  it('are lent as many as a call costs, or none', () => {
    const books = new Books(policyOf([fixed(60, 10)]));
    for (let i = 0; i < 3; i++)
      expect(books.ask(START, 1, {}, 3)).toMatchObject({ lease: { units: 3 } });
    expect(books.ask(START, 1, {}, 3)).not.toHaveProperty('lease');
    expect(books.ask(START, 1)).toHaveProperty('lease');
  });

  it('that were not used, or do not count, are there again', () => {
    const books = new Books(policyOf([fixed(60, 4)]));
    const asked = books.ask(START, 4);
    expect(books.use(START, 9)).toBe(0);
    books.settle(START, asked, { spent: 1 });
    expect(books.use(START, 9)).toBe(3);
  });

  it('are lost with whoever held them, until the window is over', () => {
    const books = new Books(policyOf([fixed(60, 4)]));
    books.ask(START, 2);
    expect(books.use(START + 30_000, 9)).toBe(2);
    expect(books.use(START + 60_100, 9)).toBe(4);
  });

  it('are not given back by whoever comes too late, or twice', () => {
    const books = new Books(policyOf([fixed(60, 2)]));
    const late = books.ask(START);
    const twice = books.ask(START);
    books.settle(START, twice, { spent: 1 });
    books.settle(START, twice);
    books.settle(START + 701, late);
    expect(books.use(START + 702, 9)).toBe(0);
  });

  it('that are little are shared out between processes one by one', () => {
    const books = new Books(policyOf([fixed(60, 12)]));
    for (const holder of ['a', 'b', 'c', 'd']) books.ask(START, 1, { holder });
    const lent = ['a', 'b', 'c', 'd', 'a'].map((holder) => books.ask(START, 100, { holder }));
    expect(lent.map((asked) => ('lease' in asked ? asked.lease.units : 0))).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });
});

describe('who asks', () => {
  it('leaves the reserve to alerts', () => {
    const books = new Books(policyOf([fixed(60, 10)], { reserve: 0.3 }));
    expect(books.use(START, 99)).toBe(7);
    expect(books.use(START, 99, { isAlert: true })).toBe(3);
  });

  it('has no more than its share, which is kept for nobody', () => {
    const books = new Books(policyOf([rolling(60, 10)], { shares: { greedy: 0.2 } }));
    expect(books.use(START, 99, { caller: 'greedy' })).toBe(2);
    expect(books.use(START, 99, { caller: 'other' })).toBe(8);
  });
});

describe('a provider that says', () => {
  const policy = policyOf([fixed(60, 10)]);
  const id = windowId(policy.windows[0]!);

  it('less is left than we thought is believed', () => {
    const books = new Books(policy);
    books.use(START, 2);
    books.quota = observe(books.quota, policy, START + 1, { window: id, remaining: 3 });
    expect(books.use(START + 2, 99)).toBe(3);
    expect(books.use(START + 60_100, 99)).toBe(10);
  });

  it('more is left is not', () => {
    const books = new Books(policy);
    books.use(START, 4);
    books.quota = observe(books.quota, policy, START + 1, { window: id, remaining: 10 });
    expect(books.use(START + 2, 99)).toBe(6);
  });

  it('less is left because of calls that are under way takes nothing twice', () => {
    const books = new Books(policy);
    const asked = books.ask(START, 5);
    books.quota = observe(books.quota, policy, START + 1, { window: id, remaining: 5 });
    books.settle(START + 2, asked, { spent: 5 });
    expect(books.use(START + 3, 99)).toBe(5);
  });

  it('when to come back is not called before', () => {
    const books = new Books(policy);
    books.quota = observe(books.quota, policy, START, { blockedForMs: 90_000 });
    expect(possible(books.ask(START + 1))).toBe(START + 90_000);
    expect(books.use(START + 89_999, 1)).toBe(0);
    expect(books.use(START + 90_000, 1)).toBe(1);
  });
});

describe('a report', () => {
  it('says what is used, left, and how long it will last', () => {
    const policy = policyOf([fixed(3_600, 100), rolling(60, 50)]);
    const books = new Books(policy);
    books.use(START + 60_000, 40);
    const later = START + 900_000;
    const [hour, minute] = report(books.quota, policy, later);
    expect(hour).toMatchObject({
      used: 40,
      left: 60,
      resetAt: START + 3_600_000,
      emptyAt: later + 1_350_000,
    });
    expect(minute).toMatchObject({ used: 0, left: 50 });
  });
});

/** How a call of a simulated process ends. */
interface Fate {
  readonly sendAfter: number;
  readonly transit: number;
  readonly end: 'answered' | 'timed out' | 'unsent' | 'killed';
}

const FATE = (policy: QuotaPolicy): fc.Arbitrary<Fate> =>
  fc.record({
    sendAfter: fc.nat(policy.leaseMs),
    transit: fc.nat(policy.transitMs),
    end: fc.constantFrom('answered', 'answered', 'timed out', 'unsent', 'killed'),
  });

/** Lets processes ask at any times and call as they like. @returns when calls reached the provider, by our clock */
function simulate(
  policy: QuotaPolicy,
  asks: readonly { after: number; calls: number; holder: string; fates: readonly Fate[] }[],
): number[] {
  const books = new Books(policy);
  const arrivals: number[] = [];
  const later: { time: number; run: () => void }[] = [];
  let now = START;
  const passUntil = (time: number) => {
    later.sort((a, b) => a.time - b.time);
    while (later[0] && later[0].time <= time) later.shift()!.run();
    now = time;
  };
  for (const { after, calls, holder, fates } of asks) {
    passUntil(now + after);
    const asked = books.ask(now, calls, { holder });
    if (!('lease' in asked)) continue;
    const mine = Array.from({ length: asked.lease.units }, (_, i) => fates[i % fates.length]!);
    let spent = 0;
    let doubtful = 0;
    let end = now;
    for (const fate of mine) {
      if (fate.end === 'unsent') continue;
      const arrival = now + fate.sendAfter + fate.transit;
      arrivals.push(arrival);
      if (fate.end === 'answered') [spent, end] = [spent + 1, Math.max(end, arrival)];
      else doubtful++;
    }
    if (mine.some((fate) => fate.end === 'killed')) continue;
    later.push({
      time: end,
      run: () => books.settle(end, asked, { spent, doubtful }),
    });
  }
  return arrivals.sort((a, b) => a - b);
}

const asksFor = (policy: QuotaPolicy) =>
  fc.array(
    fc.record({
      after: fc.oneof(fc.nat(30), fc.nat(700)),
      calls: fc.integer({ min: 1, max: 6 }),
      holder: fc.constantFrom('a', 'b', 'c'),
      fates: fc.array(FATE(policy), { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 20, maxLength: 120 },
  );

describe('whatever processes do', () => {
  it('no interval of a rolling window sees more calls than its limit', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 2, max: 30 }),
        (limit, tenths) => {
          const policy = policyOf([rolling(tenths / 10, limit)]);
          fc.assert(
            fc.property(asksFor(policy), (asks) => {
              const arrivals = simulate(policy, asks);
              arrivals.forEach((arrival, i) => {
                const first = arrivals[i - limit];
                if (first !== undefined) expect(arrival - first).toBeGreaterThan(tenths * 100);
              });
            }),
            { numRuns: 15 },
          );
        },
      ),
      { numRuns: 25 },
    ));

  it('no window that begins anew by a clock up to the guard away sees more than its limit', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: -100, max: 100 }),
        (limit, tenths, skew) => {
          const policy = policyOf([fixed(tenths / 10, limit)]);
          fc.assert(
            fc.property(asksFor(policy), (asks) => {
              const counts = new Map<number, number>();
              for (const arrival of simulate(policy, asks)) {
                const span = Math.floor((arrival + skew) / (tenths * 100));
                counts.set(span, (counts.get(span) ?? 0) + 1);
              }
              expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(limit);
            }),
            { numRuns: 15 },
          );
        },
      ),
      { numRuns: 25 },
    ));

  it('what is lent, used and left keeps its bounds, and the books stay small', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (limit) => {
        const policy = policyOf([rolling(1, limit), fixed(3_600, 100_000)]);
        const books = new Books(policy);
        for (let time = START; time < START + 20_000; time += 37) books.use(time, 50);
        for (const { used, limit: most } of report(books.quota, policy, START + 20_000))
          expect(used).toBeLessThanOrEqual(most);
        expect(JSON.stringify(books.quota).length).toBeLessThan(40_000);
        const later = at(books.quota, policy, START + 2 * 86_400_000);
        expect(JSON.stringify(later).length).toBeLessThan(400);
      }),
      { numRuns: 10 },
    ));
});

describe('a quota that everybody wants', () => {
  it('is used to at least 95 % where calls are answered soon', () => {
    const policy = policyOf([rolling(60, 4), fixed(86_400, 500)]);
    const books = new Books(policy);
    let sent = 0;
    for (let time = START; time < START + 30 * 60_000; time += 50) {
      const asked = books.ask(time);
      if (!('lease' in asked)) continue;
      sent++;
      books.settle(time + 20, asked, { spent: 1 });
    }
    expect(sent).toBeGreaterThanOrEqual(4 * 30 * 0.95);
  });
});
