import { beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '@margay/config';
import { AwsFailure, type FailureKind } from './aws-failure.js';
import { SessionCache } from './session-cache.js';

const ROLE = 'arn:aws:iam::444455556666:role/reader';
const HOUR_MS = 3_600_000;

describe('sessions of a role', () => {
  let now: number;
  let asked: AbortSignal[];
  let failing: FailureKind | undefined;
  let hold: Promise<void> | undefined;
  let cache: SessionCache;

  beforeEach(() => {
    now = 1_000;
    asked = [];
    failing = undefined;
    hold = undefined;
    cache = new SessionCache(
      async (_arn, signal) => {
        asked.push(signal);
        const generation = String(asked.length);
        await hold;
        if (failing) throw new AwsFailure(failing, failing, undefined);
        const keys = new Secret({ accessKeyId: generation, secretAccessKey: 'x' });
        return { keys, seconds: 3_600 };
      },
      { now: () => now, random: () => 0 },
    );
  });

  const key = async () => (await cache.get(ROLE)).keys.reveal().accessKeyId;
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are opened once for 10,000 who ask at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 10_000 }, key));
    expect(new Set(all)).toEqual(new Set(['1']));
    expect(asked).toHaveLength(1);
  });

  it('are used until four fifths of their life are over', async () => {
    await key();
    now += 0.79 * HOUR_MS;
    expect(await key()).toBe('1');
    expect(asked).toHaveLength(1);
  });

  it('are renewed in the background from then on, while the old one works', async () => {
    await key();
    now += 0.81 * HOUR_MS;
    expect(await Promise.all([key(), key(), key()])).toEqual(['1', '1', '1']);
    await settled();
    expect(asked).toHaveLength(2);
    expect(await key()).toBe('2');
  });

  it('go on with the old one while no new one can be had, without asking in a hot loop', async () => {
    await key();
    failing = 'unavailable';
    now += 0.81 * HOUR_MS;
    for (let i = 0; i < 1_000; i++) {
      expect(await key()).toBe('1');
      await Promise.resolve();
    }
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('are not given away when they are about to end', async () => {
    await key();
    now += HOUR_MS - 10_000;
    expect(await key()).toBe('2');
  });

  it('are not asked for again at once after a denial, and then ever more seldom', async () => {
    failing = 'denied';
    const attempts: number[] = [];
    for (let second = 0; second < 600; second++) {
      await expect(cache.get(ROLE)).rejects.toMatchObject({ code: 'forbidden' });
      attempts.push(asked.length);
      now += 1_000;
    }
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(14);
    failing = undefined;
    now += 300_000;
    expect(await key()).toBe(String(asked.length));
  });

  it('fail for one role and not for another', async () => {
    failing = 'denied';
    await expect(cache.get(ROLE)).rejects.toMatchObject({ code: 'forbidden' });
    failing = undefined;
    await expect(cache.get(`${ROLE}2`)).resolves.toBeDefined();
  });

  it('end with the role: what is under way is cancelled, and nothing of it is kept', async () => {
    const session = await cache.get(ROLE);
    cache.withdraw(ROLE);
    expect(session.signal.aborted).toBe(true);
    expect(cache.size).toBe(0);
    expect(await key()).toBe('2');
  });

  it('do not come of a question that was under way when the role was taken away', async () => {
    let go = () => {};
    hold = new Promise((resolve) => (go = resolve));
    const waiting = cache.get(ROLE);
    await settled();
    cache.withdraw(ROLE);
    expect(asked[0]?.aborted).toBe(true);
    go();
    await expect(waiting).rejects.toMatchObject({ code: 'forbidden' });
    expect(cache.size).toBe(0);
  });

  it('are opened anew when one turned out not to work', async () => {
    const session = await cache.get(ROLE);
    cache.discard(session);
    expect(await key()).toBe('2');
    cache.discard(session);
    expect(await key()).toBe('2');
  });
});
