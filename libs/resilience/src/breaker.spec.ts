import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BREAKER_DEFAULTS, BreakerOpen } from './breaker.js';
import { Breakers, type BreakersOptions } from './breakers.js';
import { Bulkhead, BulkheadFull } from './bulkhead.js';
import { DeadlinePassed } from './deadline.js';
import type { Ended, Verdict } from './verdict.js';

class Throttled extends Error {
  constructor(readonly retryAfterMs?: number) {
    super('429');
  }
}
class Neutral extends Error {}

function judge(ended: Ended<unknown>): Verdict {
  if ('value' in ended)
    return ended.tookMs > 900 ? { kind: 'failure', cause: 'slow' } : { kind: 'success' };
  const { error } = ended;
  if (error instanceof Neutral) return { kind: 'neutral' };
  if (error instanceof DeadlinePassed) return { kind: 'failure', cause: 'timeout' };
  if (error instanceof Throttled)
    return error.retryAfterMs === undefined
      ? { kind: 'trip', cause: 'throttled' }
      : { kind: 'trip', cause: 'throttled', forMs: error.retryAfterMs };
  return { kind: 'failure', cause: 'unavailable' };
}

const LIMIT = 1_000;
const ok = () => Promise.resolve('ok');
const bad = () => Promise.reject(new Error('500'));
const hang = () => new Promise<never>(() => undefined);

describe('a breaker', () => {
  let all: Breakers;
  const make = (more: Partial<BreakersOptions> = {}) =>
    new Breakers({ ...BREAKER_DEFAULTS, judge, max: 1_000, random: () => 1, ...more });

  beforeEach(() => {
    jest.useFakeTimers();
    all = make();
  });
  afterEach(() => {
    all.shutdown();
    jest.useRealTimers();
  });

  const it_ = (name = 'x') => all.of(name);
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const run = (work: (signal: AbortSignal) => Promise<unknown> = ok, name = 'x') =>
    it_(name)
      .run(LIMIT, work)
      .catch((error: unknown) => error);
  const times = async (n: number, work: () => Promise<unknown>, name = 'x') => {
    for (let i = 0; i < n; i++) await run(work, name);
  };
  const state = () => it_().state.state;
  const isRefused = async () => (await run()) instanceof BreakerOpen;

  describe('opens', () => {
    it('not at the very first failure, nor at any before there are enough calls', async () => {
      await times(9, bad);
      expect(state()).toBe('closed');
      await run(bad);
      expect(state()).toBe('open');
    });

    it('at a share of failures that is exactly the limit', async () => {
      await times(5, ok);
      await times(4, bad);
      expect(state()).toBe('closed');
      await run(bad);
      expect(state()).toBe('open');
    });

    it('not at a share below it', async () => {
      await times(6, ok);
      await times(5, bad);
      expect(state()).toBe('closed');
    });

    it('for its own name only', async () => {
      await times(10, bad, 'x');
      expect(await run(ok, 'y')).toBe('ok');
      expect(await isRefused()).toBe(true);
    });

    it('when answers come, but too slowly', async () => {
      const slow = () => new Promise((done) => setTimeout(() => done('late'), 950));
      const calls = Array.from({ length: 10 }, () => run(slow));
      await pass(950);
      expect(await Promise.all(calls)).toEqual(Array(10).fill('late'));
      expect(it_().state).toMatchObject({ state: 'open', cause: 'slow' });
    });

    it('and forgets failures that are long past', async () => {
      await times(9, bad);
      await pass(11_000);
      await run(bad);
      expect(state()).toBe('closed');
    });

    it('at one 429, for exactly as long as it says', async () => {
      await run(() => Promise.reject(new Throttled(30_000)));
      expect(it_().state).toEqual({ state: 'open', cause: 'throttled', retryInMs: 30_000 });
      await pass(29_999);
      expect(await isRefused()).toBe(true);
      await pass(1);
      expect(await run()).toBe('ok');
    });

    it('for longer than a timer can take', async () => {
      const days = 40 * 86_400_000;
      await run(() => Promise.reject(new Throttled(days)));
      await pass(1_000);
      expect(await isRefused()).toBe(true);
      expect(it_().state).toMatchObject({ state: 'open', retryInMs: days - 1_000 });
    });

    it('for longer when a later answer says longer, not for shorter', async () => {
      let late: (error: Error) => void = () => undefined;
      const call = run(() => new Promise((_, reject) => (late = reject)));
      await run(() => Promise.reject(new Throttled(500)));
      late(new Throttled(60_000));
      await call;
      expect(it_().state).toMatchObject({ retryInMs: 60_000 });
      it_().open('throttled', 10);
      expect(it_().state).toMatchObject({ retryInMs: 60_000 });
    });

    it('for twice as long each time it does not recover, up to a limit', async () => {
      await times(10, bad);
      const waits: number[] = [];
      for (let round = 0; round < 11; round++) {
        const { state } = it_();
        if (state.state !== 'open') throw new Error(state.state);
        waits.push(state.retryInMs);
        await pass(state.retryInMs);
        await run(bad);
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((s) => s * 1_000));
    });

    it('at different moments in different replicas', async () => {
      const other = make({ random: () => 0 });
      for (let i = 0; i < 10; i++)
        await other
          .of('x')
          .run(LIMIT, bad)
          .catch(() => undefined);
      expect(other.of('x').state).toMatchObject({ retryInMs: 500 });
      other.shutdown();
    });
  });

  describe('that is open', () => {
    beforeEach(() => times(10, bad));

    it('makes no call', async () => {
      const work = jest.fn(ok);
      for (let i = 0; i < 100; i++) expect(await run(work)).toBeInstanceOf(BreakerOpen);
      expect(work).not.toHaveBeenCalled();
    });

    it('says when it opened until, not when it was made', async () => {
      await pass(400);
      expect(it_().state).toMatchObject({ retryInMs: 600 });
    });

    it('lets one probe through, and then more with each success', async () => {
      await pass(1_000);
      const ends: (() => void)[] = [];
      const slow = () => new Promise((done) => ends.push(() => done('ok')));
      const tryTwelve = () => Array.from({ length: 12 }, () => run(slow));
      const rounds: number[] = [];
      for (let round = 0; round < 4; round++) {
        const calls = tryTwelve();
        await pass(0);
        rounds.push(ends.length);
        for (const end of ends.splice(0)) end();
        await Promise.all(calls);
      }
      expect(rounds).toEqual([1, 2, 4, 8]);
    });

    it('is closed again after enough successes', async () => {
      await pass(1_000);
      expect(await run()).toBe('ok');
      expect(state()).toBe('half_open');
      await times(9, ok);
      expect(state()).toBe('half_open');
      await run();
      expect(state()).toBe('closed');
      await times(9, ok);
      await times(3, bad);
      expect(state()).toBe('closed');
    });

    it('opens again at the first failure on the way back', async () => {
      await pass(1_000);
      await times(3, ok);
      await run(bad);
      expect(it_().state).toMatchObject({ state: 'open', retryInMs: 2_000 });
    });

    it('is not closed by a 429 in answer to the probe', async () => {
      await pass(1_000);
      await run(() => Promise.reject(new Throttled()));
      expect(it_().state).toMatchObject({ state: 'open', cause: 'throttled' });
    });

    it('is neither closed nor stuck by a probe that says nothing', async () => {
      await pass(1_000);
      await run(() => Promise.reject(new Neutral()));
      expect(state()).toBe('open');
      await pass(1_000);
      expect(await run()).toBe('ok');
    });

    it('is not stuck by a probe that hangs', async () => {
      await pass(1_000);
      const probe = run(hang);
      expect(await isRefused()).toBe(true);
      await pass(LIMIT);
      expect(await probe).toBeInstanceOf(DeadlinePassed);
      await pass(2_000);
      expect(await run()).toBe('ok');
    });

    it('is not closed by a call of before that ends well only now', async () => {
      const fresh = all.of('late');
      let end: (value: string) => void = () => undefined;
      const early = fresh.run(60_000, () => new Promise<string>((done) => (end = done)));
      for (let i = 0; i < 20; i++) await fresh.run(LIMIT, bad).catch(() => undefined);
      await pass(1_000);
      expect(fresh.state.state).toBe('half_open');
      end('ok');
      expect(await early).toBe('ok');
      await pass(0);
      // The one probe is still to be had.
      expect(fresh.state.state).toBe('half_open');
      expect(await fresh.run(LIMIT, ok)).toBe('ok');
    });
  });

  describe('is no cache, no bulkhead and no coalescing', () => {
    it('so that calls for which there is no room are no failures', async () => {
      const bulkhead = new Bulkhead({ permits: 2, queueMax: 0, waitMsMax: 1 });
      const slow = () => new Promise((done) => setTimeout(() => done('ok'), 100));
      const calls = Array.from({ length: 20 }, () =>
        bulkhead.run(() => it_().run(LIMIT, slow)).catch((error: unknown) => error),
      );
      await pass(100);
      const answers = await Promise.all(calls);
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(2);
      expect(answers.filter((answer) => answer instanceof BulkheadFull)).toHaveLength(18);
      expect(state()).toBe('closed');
    });

    it('so that what a cache answers does not hide failures', async () => {
      const cache = new Map([['hit', 'ok']]);
      const lookUp = async (key: string) => cache.get(key) ?? (await run(bad));
      for (let i = 0; i < 200; i++) await lookUp('hit');
      for (let i = 0; i < 10; i++) await lookUp(`miss ${i}`);
      expect(state()).toBe('open');
    });

    it('so that refused calls do not hide failures either', async () => {
      await times(10, bad);
      await times(1_000, ok);
      await pass(1_000);
      await times(1, bad);
      expect(it_().state).toMatchObject({ state: 'open', retryInMs: 2_000 });
    });

    it('so that a call which fails is its own failure only', async () => {
      await run(bad);
      expect(await run(ok)).toBe('ok');
    });

    it('so that a value that comes later is that value', async () => {
      expect(await run(async () => Promise.resolve('later'))).toBe('later');
      expect(await run(async () => Promise.resolve(undefined))).toBeUndefined();
    });
  });

  it('aborts the call that is late and no other, then or afterwards', async () => {
    const signals: AbortSignal[] = [];
    const keep = (work: () => Promise<unknown>) => (signal: AbortSignal) => {
      signals.push(signal);
      return work();
    };
    const late = run(keep(hang));
    await pass(500);
    const innocent = run(keep(() => new Promise((done) => setTimeout(() => done('ok'), 700))));
    await pass(500);
    expect(await late).toBeInstanceOf(DeadlinePassed);
    await pass(200);
    expect(await innocent).toBe('ok');
    await run(keep(ok));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
  });

  it('answers in time where the work does not listen', async () => {
    const call = run(hang);
    await pass(LIMIT);
    expect(await call).toBeInstanceOf(DeadlinePassed);
  });

  describe('by order', () => {
    it('is open until it is told otherwise', async () => {
      it_().force('open');
      await pass(3_600_000);
      expect(await run()).toMatchObject({ reason: 'forced', retryInMs: undefined });
      expect(state()).toBe('forced_open');
      it_().force(undefined);
      expect(await run()).toBe('ok');
    });

    it('is closed, whatever fails', async () => {
      await times(10, bad);
      it_().force('closed');
      await times(50, bad);
      expect(await run()).toBe('ok');
      expect(state()).toBe('forced_closed');
    });

    it('is so for breakers that are made later as well', async () => {
      all.force('open');
      expect(await run(ok, 'later')).toMatchObject({ reason: 'forced' });
      all.force(undefined);
      expect(await run(ok, 'later')).toBe('ok');
    });

    it('is what it was when the order is taken back', async () => {
      await run(() => Promise.reject(new Throttled(30_000)));
      it_().force('closed');
      await run();
      it_().force(undefined);
      expect(it_().state).toMatchObject({ state: 'open', cause: 'throttled' });
    });
  });

  it('tells of every change, with its name', async () => {
    const seen: string[] = [];
    all.onChange((name, { state }) => seen.push(`${name} ${state}`));
    await times(10, bad);
    await pass(1_000);
    await times(11, ok);
    it_().force('open');
    expect(seen).toEqual(['x open', 'x half_open', 'x half_open', 'x closed', 'x forced_open']);
  });

  it('needs no timer of its own while it is closed, and none when it is gone', async () => {
    for (let i = 0; i < 100; i++) await run(ok, `b${i}`);
    expect(jest.getTimerCount()).toBe(1);
    await times(10, bad, 'b1');
    expect(jest.getTimerCount()).toBe(2);
    all.drop('b1');
    expect(jest.getTimerCount()).toBe(1);
    all.shutdown();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps no latencies to be sorted at each failure', async () => {
    const { circuit, settings } = it_() as unknown as {
      circuit: { stats: { percentiles: Record<string, number> } };
      settings: object;
    };
    await times(3, bad);
    expect(settings).toMatchObject({
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    expect(circuit.stats.percentiles['0.5']).toBe(-1);
  });

  it('is not made without end', () => {
    const few = make({ max: 2 });
    few.of('a').open('throttled', 1_000);
    few.of('b');
    few.of('a');
    few.of('c');
    expect(few.states.map(([name]) => name)).toEqual(['a', 'c']);
    few.of('c').open('throttled', 1_000);
    few.of('d');
    expect(few.states.map(([name]) => name)).toEqual(['c', 'd']);
    few.shutdown();
  });
});
