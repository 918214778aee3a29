import { afterEach, describe, expect, it } from '@jest/globals';
import { newTokenValue } from '@margay/contracts';
import { type Doors, openDoors } from '../test/doors.js';
import type { RateLimitOptions } from './rate-limits.js';
import { UseCollector } from './use-collector.service.js';

const MANY = { tokenPerMinute: 1_000, refusalsPerMinute: 1_000, anonymousPerMinute: 1_000 };

describe('limits of how often one may come', () => {
  let doors: Doors | undefined;
  let reports: { uses: { calls: { route: string; verdict: string; calls: bigint }[] }[] }[] = [];
  const open = async (limits: Partial<RateLimitOptions>) => {
    reports = [];
    const tokens = {
      reportLeaks: () => Promise.resolve({}),
      reportUse: (report: (typeof reports)[number]) => {
        reports.push(report);
        return Promise.resolve({});
      },
    };
    doors = await openDoors({ tokens }, ['127.0.0.0/8'], { ...MANY, ...limits });
    return doors;
  };
  afterEach(() => doors?.app.close());

  const get = async (key: string, from = '192.0.2.1', path = '/permissions') => {
    const response = await fetch(`${await doors?.app.getUrl()}${path}`, {
      ...(path.endsWith('leaks')
        ? { method: 'POST', body: JSON.stringify({ values: ['x'] }) }
        : {}),
      headers: {
        'X-API-Key': key,
        'X-Forwarded-For': from,
        ...(path.endsWith('leaks') ? { 'content-type': 'application/json' } : {}),
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      code: text === '' ? undefined : (JSON.parse(text) as { code?: string }).code,
      limit: response.headers.get('ratelimit'),
      policy: response.headers.get('ratelimit-policy'),
      retryAfter: Number(response.headers.get('retry-after')),
    };
  };

  it('tell a token what it has left, and 429 with when to come again once it has nothing', async () => {
    const { key } = await open({ tokenPerMinute: 2 });
    const value = key(['all']);
    expect(await get(value)).toMatchObject({
      status: 200,
      policy: '"token";q=2;w=60',
      limit: '"token";r=1;t=30',
    });
    expect((await get(value)).limit).toMatch(/^"token";r=0;t=(59|60)$/);
    const refused = await get(value, '192.0.2.9');
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect(refused.retryAfter).toBeLessThanOrEqual(30);
  });

  it('throttle guessing by where it comes from, whatever the guesses look like', async () => {
    const { key, asked } = await open({ refusalsPerMinute: 3, tokenPerMinute: 3 });
    const value = key(['all']);
    expect((await get(value)).status).toBe(200);
    const before = asked();
    const guesses = [newTokenValue(), 'mgy_nonsense', newTokenValue()];
    for (const guess of guesses) expect((await get(guess)).status).toBe(401);
    for (const guess of guesses) {
      const refused = await get(guess);
      expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(refused.policy).toBe('"refusals";q=3;w=60');
    }
    expect(asked() - before).toBe(2);
    // Somebody else, and a key that is known here, are not held up, and have spent nothing.
    expect((await get(newTokenValue(), '192.0.2.2')).status).toBe(401);
    expect((await get(value)).limit).toMatch(/^"token";r=1;/);
  });

  it('take an IPv6 network for one place', async () => {
    await open({ refusalsPerMinute: 1 });
    expect((await get('x', '2001:db8::1')).status).toBe(401);
    expect((await get('x', '2001:db8::2')).status).toBe(429);
    expect((await get('x', '2001:db8:0:1::1')).status).toBe(401);
  });

  it('hold for what needs no key as well', async () => {
    await open({ anonymousPerMinute: 1 });
    expect((await get('', '192.0.2.1', '/api-tokens/leaks')).status).toBe(202);
    expect((await get('', '192.0.2.1', '/api-tokens/leaks')).status).toBe(429);
    expect((await get('', '192.0.2.2', '/api-tokens/leaks')).status).toBe(202);
  });

  it('are told among what a token was used for, and what was refused is no use', async () => {
    const { app, key } = await open({ tokenPerMinute: 3 });
    const here = key(['AlertRead'], ['192.0.2.0/24']);
    const calls = [
      await get(here),
      await get(here, '198.51.100.1'),
      await get(here, '192.0.2.7', '/audit-log'),
      await get(here),
      await get(here, '192.0.2.8'),
    ];
    expect(calls.map(({ status }) => status)).toEqual([200, 401, 403, 200, 429]);
    await app.get(UseCollector).tell();
    expect(reports).toHaveLength(1);
    expect(reports[0]?.uses).toMatchObject([{ generation: 1, lastUsedAddress: '192.0.2.1' }]);
    const told = reports[0]?.uses[0]?.calls.map(({ route, verdict, calls }) => [
      route,
      verdict,
      Number(calls),
    ]);
    expect(told?.sort()).toEqual([
      ['GET /audit-log', 'permission', 1],
      ['GET /permissions', 'address', 1],
      ['GET /permissions', 'allowed', 2],
      ['GET /permissions', 'rate', 1],
    ]);
  });
});
