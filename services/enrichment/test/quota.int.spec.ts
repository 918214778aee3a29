import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@margay/event-store';
import type { TestDatabase } from '@margay/testing';
import { QuotaExhausted } from '../src/quota/permit.js';
import { report } from '../src/quota/quota-report.js';
import { QuotaDesk, type Wanted } from '../src/quota/quota-desk.js';
import { QuotaLedger } from '../src/quota/quota-ledger.service.js';
import { QuotaPolicy } from '../src/quota/quota-policy.js';
import { enrichmentDatabase } from './serving.js';

const DAY = 86_400;
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  caller: 'x',
  isAlert: false,
  cost: 1,
  waitMs: 0,
  ...more,
});

describe('a quota that replicas share', () => {
  let database: TestDatabase;
  let db: Database;
  let ledger: QuotaLedger;
  let key: string;
  let desks: QuotaDesk[];

  beforeAll(async () => {
    database = await enrichmentDatabase();
    db = new Database(database.url, 'enrichment');
    ledger = new QuotaLedger(db);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  beforeEach(() => {
    key = randomUUID();
    desks = [];
  });
  afterEach(() => Promise.all(desks.map((desk) => desk.close())));

  const policyOf = (windows: unknown[], more: object = {}) =>
    QuotaPolicy.parse({ windows, guardMs: 50, leaseMs: 500, transitMs: 500, ...more });
  const daily = (limit: number) => policyOf([{ kind: 'rolling', seconds: DAY, limit }]);
  const desk = (policy: QuotaPolicy, books: Pick<QuotaLedger, 'write'> = ledger) => {
    const made = new QuotaDesk(key, () => policy, books as QuotaLedger, randomUUID());
    desks.push(made);
    return made;
  };
  /** Asks as often as is said. @returns how many calls were let through, and answered */
  const use = async (from: QuotaDesk, times: number, more: Partial<Wanted> = {}) => {
    const calls = await Promise.all(
      Array.from({ length: times }, async () => {
        try {
          const permit = await from.acquire(wanted(more));
          const isSent = permit.send();
          permit.end('spent');
          return isSent;
        } catch (error) {
          if (error instanceof QuotaExhausted) return false;
          throw error;
        }
      }),
    );
    return calls.filter(Boolean).length;
  };
  const standing = async (policy: QuotaPolicy) => {
    const { quota, now } = await ledger.read(key);
    return report(quota, policy, now)[0];
  };

  it('is used up exactly by all of them together', async () => {
    const policy = daily(100);
    const four = Array.from({ length: 4 }, () => desk(policy));
    const used = await Promise.all(four.map((each) => use(each, 250, { waitMs: 2_000 })));
    expect(used.reduce((a, b) => a + b)).toBe(100);
    expect(await standing(policy)).toMatchObject({ used: 100, left: 0 });
  });

  it('says how long it would take, and does not wait for what cannot come in time', async () => {
    const one = desk(daily(1));
    await use(one, 1);
    const error = await one.acquire(wanted({ waitMs: 5_000 })).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect((error as QuotaExhausted).retryInMs).toBeGreaterThan((DAY - 60) * 1_000);
  });

  it('is waited for where it comes in time', async () => {
    const one = desk(policyOf([{ kind: 'rolling', seconds: 1, limit: 5 }]));
    expect(await use(one, 15, { waitMs: 10_000 })).toBe(15);
  });

  it('has what was not sent, or did not count, back', async () => {
    const policy = daily(10);
    const one = desk(policy);
    const permits = await Promise.all(Array.from({ length: 10 }, () => one.acquire(wanted())));
    permits.forEach((permit, i) => {
      if (i % 2 === 0) permit.send();
      permit.end('spent');
    });
    await one.close();
    expect(await standing(policy)).toMatchObject({ used: 5, left: 5 });
  });

  it('is not spent by whoever held it for too long', async () => {
    const one = desk(daily(10));
    const permit = await one.acquire(wanted());
    await sleep(520);
    expect(permit.send()).toBe(false);
  });

  it('keeps what a process held that came back no more', async () => {
    const policy = daily(10);
    const dying = desk(policy);
    for (let i = 0; i < 3; i++) (await dying.acquire(wanted())).send();
    expect(await use(desk(policy), 20, { waitMs: 1_500 })).toBe(7);
  });

  it('does not hang on the clocks of replicas', async () => {
    const policy = policyOf([{ kind: 'fixed', seconds: DAY, limit: 20 }]);
    const wrong = [-600_000, 0, 600_000].map(
      (skew) =>
        new QuotaDesk(
          key,
          () => policy,
          ledger,
          randomUUID(),
          () => performance.now() + skew,
        ),
    );
    desks.push(...wrong);
    const used = await Promise.all(wrong.map((each) => use(each, 20, { waitMs: 1_000 })));
    expect(used.reduce((a, b) => a + b)).toBe(20);
  });

  it('lets alerts use what backfill may not', async () => {
    const one = desk({ ...daily(10), reserve: 0.2 });
    expect(await use(one, 20)).toBe(8);
    expect(await use(one, 20, { isAlert: true })).toBe(2);
  });

  it('shrinks for everybody when the provider says that less is left', async () => {
    const policy = daily(100);
    const [one, two] = [desk(policy), desk(policy)];
    await use(one, 1);
    one.observe({ window: `rolling ${DAY}`, remaining: 4 });
    await one.close();
    expect(await use(two, 50)).toBe(4);
  });

  it('lets nobody through while it is not known what is left', async () => {
    let isAway = true;
    const away: Pick<QuotaLedger, 'write'> = {
      write: (name, change) =>
        isAway ? Promise.reject(new Error('away')) : ledger.write(name, change),
    };
    const one = desk(daily(10), away);
    await expect(one.acquire(wanted())).rejects.toMatchObject({ code: 'unavailable' });
    isAway = false;
    expect(await use(one, 20, { waitMs: 2_000 })).toBe(10);
  });
});
