import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { type BreakersReported, BreakersReportedSchema } from '@margay/contracts';
import { BREAKER_DEFAULTS, Breakers } from '@margay/resilience';
import { BreakerNews, type OwnBreakers } from './breaker-news.service.js';

/** Replicas that hear each other, each with breakers of its own. */
describe('replicas that tell each other of their breakers', () => {
  const heard: ((report: BreakersReported) => void)[] = [];
  const running: { stop(): void }[] = [];
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    for (const { stop } of running.splice(0)) stop();
    heard.splice(0);
    jest.useRealTimers();
  });
  const NAME = 'vt/1';

  function replica(id: string) {
    const breakers = new Breakers({
      ...BREAKER_DEFAULTS,
      judge: () => ({ kind: 'success' }),
      max: 10,
      random: () => 1,
    });
    const own: OwnBreakers = {
      replica: id,
      states: () =>
        breakers.states.map(([name, state]) => ({
          provider: name.split('/')[0]!,
          keyVersion: name.split('/')[1]!,
          state,
        })),
      hint: (provider, keyVersion, cause, forMs) => {
        const breaker = breakers.of(`${provider}/${keyVersion}`);
        if (breaker.state.state !== 'closed') return false;
        breaker.open(cause, forMs);
        return true;
      },
      onBreakerChange: (listener) => void breakers.onChange(listener),
    };
    const news = new BreakerNews(own, {
      announce: (message: object) => {
        for (const each of heard) each(create(BreakersReportedSchema, message));
      },
      listen: (listener: (report: BreakersReported) => void) => void heard.push(listener),
      close: () => undefined,
    } as never);
    breakers.of(NAME);
    news.onApplicationBootstrap();
    running.push({
      stop: () => {
        news.onModuleDestroy();
        breakers.shutdown();
      },
    });
    return {
      news,
      open: () => breakers.of(NAME).open('timeout', 10_000),
      state: () => breakers.of(NAME).state.state,
    };
  }
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('are not closed off by one bad one', async () => {
    const [bad, ...others] = ['a', 'b', 'c'].map(replica);
    await pass(1_100);
    bad!.open();
    await pass(3_000);
    expect(others.map(({ state }) => state())).toEqual(['closed', 'closed']);
  });

  it('hold back what most of them have found, without finding it out themselves', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map(replica);
    await pass(1_100);
    one!.open();
    two!.open();
    await pass(100);
    expect(three!.state()).toBe('open');
    expect(three!.news.reports()[0]?.standings).toMatchObject([{ state: 'open', isOwn: false }]);
  });

  it('ask again for themselves when that time is over', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map(replica);
    await pass(1_100);
    one!.open();
    two!.open();
    await pass(100);
    await pass(10_100);
    expect(three!.state()).toBe('half_open');
    expect(one!.state()).toBe('half_open');
  });

  it('forget who falls silent', async () => {
    const [one] = ['a', 'b'].map(replica);
    await pass(1_100);
    expect(one!.news.reports()).toHaveLength(2);
    running[1]!.stop();
    await pass(6_000);
    expect(one!.news.reports()).toHaveLength(1);
  });
});
