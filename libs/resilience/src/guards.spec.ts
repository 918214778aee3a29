import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Bulkhead, BulkheadFull } from './bulkhead.js';
import { DeadlinePassed, withDeadline } from './deadline.js';
import { RetryBudget } from './retry-budget.js';
import { SingleFlight } from './single-flight.js';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const lasting = (ms: number, value = 'ok') =>
  new Promise<string>((done) => setTimeout(() => done(value), ms));
const caught = (error: unknown) => error;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a bulkhead', () => {
  it('never runs more than it may, refuses the surplus, and forgets nobody', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 10 }),
        fc.array(fc.record({ after: fc.nat(20), lasts: fc.nat(200), fails: fc.boolean() }), {
          maxLength: 60,
        }),
        async (permits, queueMax, calls) => {
          const bulkhead = new Bulkhead({ permits, queueMax, waitMsMax: 100 });
          let running = 0;
          let most = 0;
          const ends: Promise<unknown>[] = [];
          for (const { after, lasts, fails } of calls) {
            await pass(after);
            const end = bulkhead.run(async () => {
              most = Math.max(most, ++running);
              await lasting(lasts);
              running--;
              if (fails) throw new Error('it');
              return 'ok';
            });
            ends.push(end.catch(caught));
            expect(bulkhead.inUse.waiting).toBeLessThanOrEqual(queueMax);
          }
          await pass(60 * 200);
          await Promise.all(ends);
          expect(most).toBeLessThanOrEqual(permits);
          expect(bulkhead.inUse).toEqual({ running: 0, waiting: 0 });
        },
      ),
      { numRuns: 60 },
    ));

  it('lets wait, in their order, and not too long', async () => {
    const bulkhead = new Bulkhead({ permits: 1, queueMax: 2, waitMsMax: 100 });
    const ends = [90, 20, 5, 5].map((ms, i) =>
      bulkhead.run(() => lasting(ms, `${i}`)).catch(caught),
    );
    await pass(200);
    const [a, b, c, d] = await Promise.all(ends);
    expect([a, b]).toEqual(['0', '1']);
    expect(c).toMatchObject({ why: 'wait' });
    expect(d).toMatchObject({ why: 'queue' });
    expect(d).toBeInstanceOf(BulkheadFull);
  });
});

describe('a single flight', () => {
  it('is one call for all who ask meanwhile, per key', async () => {
    const flights = new SingleFlight<string>();
    const work = jest.fn(() => lasting(10));
    const asked = ['a', 'a', 'b', 'a'].map((key) => flights.run(key, work));
    await pass(10);
    expect(await Promise.all(asked)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(work).toHaveBeenCalledTimes(2);
    expect(flights.size).toBe(0);
  });

  it('takes its failure with it, thrown at once or later', async () => {
    const flights = new SingleFlight<string>();
    const failing = () => {
      throw new Error('at once');
    };
    const both = [flights.run('a', failing), flights.run('a', () => lasting(1))];
    for (const asked of both) await expect(asked).rejects.toThrow('at once');
    const next = flights.run('a', () => lasting(1));
    await pass(1);
    expect(await next).toBe('ok');
  });
});

describe('a deadline', () => {
  it('ends with its own reason, or with that of whoever gave up', async () => {
    const hang = () => new Promise<never>(() => undefined);
    const late = withDeadline(50, hang).catch(caught);
    const outer = new AbortController();
    const given = withDeadline(50, hang, outer.signal).catch(caught);
    outer.abort(new Error('gave up'));
    await pass(50);
    expect(await late).toEqual(new DeadlinePassed(50));
    expect(await given).toEqual(new Error('gave up'));
    await expect(withDeadline(50, hang, outer.signal)).rejects.toThrow('gave up');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind', async () => {
    await withDeadline(1_000, () => Promise.resolve());
    await expect(withDeadline(1_000, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a retry budget', () => {
  it('pays for at most its share of retries, whatever the order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 500 }),
        fc.integer({ min: 1, max: 50 }),
        (steps, percent) => {
          const budget = new RetryBudget({ ratio: percent / 100, savedMax: 10 });
          let calls = 0;
          let retries = 0;
          for (const isCall of steps) {
            if (isCall) {
              calls++;
              budget.deposit();
            } else if (budget.withdraw()) retries++;
            expect(retries).toBeLessThanOrEqual((calls * percent) / 100 + 1e-6);
          }
        },
      ),
    ));

  it('allows one in ten', () => {
    const budget = new RetryBudget();
    for (let i = 0; i < 10; i++) budget.deposit();
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });

  it('saves no more than it may', () => {
    const budget = new RetryBudget({ ratio: 1, savedMax: 2 });
    for (let i = 0; i < 10; i++) budget.deposit();
    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
  });
});
