import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Health,
  type HealthServer,
  boundedLabel,
  counter,
  startDefaultMetrics,
  startHealthServer,
} from './index.js';

describe('a health server', () => {
  let health: Health;
  let server: HealthServer;
  const get = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, init);

  beforeEach(async () => {
    health = new Health();
    server = await startHealthServer(health, 0);
  });
  afterEach(() => server.close());

  it('is ready when every check is', async () => {
    health.readyWhen('bus', () => undefined);
    const response = await get('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true, checks: { bus: 'ok' } });
  });

  it('says why it is not ready, and is again as soon as the reason is gone', async () => {
    let reason: string | undefined = 'Connecting.';
    health.readyWhen('bus', () => reason);
    health.readyWhen('database', () => Promise.reject(new Error('password=hunter2')));
    const response = await get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      checks: { bus: 'Connecting.', database: 'The check failed.' },
    });
    reason = undefined;
    health.readyWhen('database', () => undefined)();
    expect((await get('/readyz')).status).toBe(200);
  });

  it('lives although it is not ready', async () => {
    health.readyWhen('bus', () => 'Connecting.');
    expect((await get('/livez')).status).toBe(200);
    health.liveWhile('loop', () => 'Stuck.');
    expect((await get('/livez')).status).toBe(503);
  });

  it('shows metrics under the name of the service', async () => {
    startDefaultMetrics('tokens');
    counter({ name: 'margay_test_total', help: 'A test.', labels: ['kind'] }).inc({ kind: 'a' });
    counter({ name: 'margay_test_total', help: 'A test.', labels: ['kind'] }).inc({ kind: 'a' });
    const text = await (await get('/metrics')).text();
    expect(text).toContain('margay_test_total{kind="a",service="tokens"} 2');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('answers nothing else', async () => {
    expect((await get('/')).status).toBe(404);
    expect((await get('/livez', { method: 'POST' })).status).toBe(405);
  });
});

describe('a bounded label', () => {
  it('keeps the first values and lumps the rest together', () => {
    const label = boundedLabel(2);
    expect(['a', 'b', 'c', 'a'].map(label)).toEqual(['a', 'b', 'other', 'a']);
  });
});
