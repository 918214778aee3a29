import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Egress } from '@margay/egress';
import { withDeadline } from '@margay/resilience';
import { startTestSandbox, type TestSandbox } from '@margay/testing';
import { BUILT_IN_PROVIDERS } from '../src/providers/built-in-providers.js';
import { ProviderClient } from '../src/providers/provider.client.js';
import type { Asked } from '../src/providers/provider.js';

const IP = '198.51.100.7';
const LIMIT_MS = 2_000;
/** Two ways of one provider share its address. */
const hostOf = (name: string) => (name === 'greynoise_community' ? 'greynoise' : name);

describe('providers, as the sandbox plays them', () => {
  let sandbox: TestSandbox;
  const client = new ProviderClient(new Egress({ allowPrivate: true }));

  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => sandbox.order('reset'));

  const baseUrl = (name: string) => `${sandbox.url}/providers/${hostOf(name)}`;
  const call = (name: string, asked: Asked = { kind: 'ip', value: IP }, limitMs = LIMIT_MS) =>
    withDeadline(limitMs, (signal) =>
      client.ask(baseUrl(name), BUILT_IN_PROVIDERS[name]!.request(asked, 'k'), signal),
    );
  const find = async (name: string, asked?: Asked) =>
    BUILT_IN_PROVIDERS[name]!.read(await call(name, asked));
  const failure = (name = 'virustotal', limitMs = LIMIT_MS) =>
    call(name, undefined, limitMs).then(
      () => 'an answer',
      (error: unknown) => error,
    );
  const mishap = (kind: string, more: object = {}) =>
    sandbox.order('mishap', { provider: 'virustotal', kind, ...more });

  it.each([
    ['virustotal', 'malicious', 'malicious'],
    ['virustotal', 'suspicious', 'suspicious'],
    ['virustotal', 'clean', 'clean'],
    ['greynoise', 'malicious', 'malicious'],
    ['greynoise', 'benign', 'benign'],
    ['greynoise_community', 'malicious', 'malicious'],
    ['greynoise_community', 'benign', 'benign'],
    ['abuseipdb', 'malicious', 'malicious'],
    ['abuseipdb', 'suspicious', 'suspicious'],
    ['abuseipdb', 'benign', 'benign'],
    ['ipinfo', 'malicious', 'unrated'],
    ['shodan', 'malicious', 'suspicious'],
    ['shodan', 'clean', 'unrated'],
    ['otx', 'malicious', 'malicious'],
    ['otx', 'suspicious', 'suspicious'],
    ['otx', 'benign', 'benign'],
    ['urlscan', 'malicious', 'malicious'],
    ['urlscan', 'clean', 'unrated'],
  ] as const)('%s: what it knows as %s is %s', async (name, verdict, expected) => {
    await sandbox.order('indicator', { value: IP, verdict });
    expect(await find(name)).toMatchObject({ verdict: expected, row: expect.any(Object) });
  });

  it.each(Object.keys(BUILT_IN_PROVIDERS).filter((name) => name !== 'ipinfo'))(
    '%s: what it does not know is not found, and no failure',
    async (name) => {
      await sandbox.order('indicator', { value: IP, verdict: 'unknown' });
      expect(await find(name)).toBeUndefined();
    },
  );

  it.each([
    ['domain', 'bad.example'],
    ['hash', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['url', 'https://bad.example/a?b=ü'],
  ] as const)('VirusTotal and urlscan are asked about a %s as well', async (kind, value) => {
    await sandbox.order('indicator', { value, verdict: 'malicious' });
    for (const name of ['virustotal', 'urlscan'])
      expect(await find(name, { kind, value })).toMatchObject({ verdict: 'malicious' });
  });

  it.each(['greynoise', 'ipinfo'])('%s: many at once are what each alone is', async (name) => {
    const provider = BUILT_IN_PROVIDERS[name]!;
    const ips = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
    await sandbox.order('indicator', { value: ips[0]!, verdict: 'malicious' });
    await sandbox.order('indicator', { value: ips[1]!, verdict: 'unknown' });
    const { json } = await withDeadline(LIMIT_MS, (signal) =>
      client.ask(baseUrl(name), provider.bulk!.request(ips, 'k'), signal, 'bulk'),
    );
    const together = provider.bulk!.read(json);
    for (const value of ips)
      expect(together.get(value)).toEqual(await find(name, { kind: 'ip', value }));
  });

  it.each(Object.keys(BUILT_IN_PROVIDERS))('%s: a wrong key is denied', async (name) => {
    await sandbox.order('providerKeys', { provider: hostOf(name), keys: ['another'] });
    expect(await failure(name)).toMatchObject({ failure: 'denied' });
  });

  it.each(Object.keys(BUILT_IN_PROVIDERS))('%s: beyond the limit is throttled', async (name) => {
    await sandbox.order('providerLimits', {
      provider: hostOf(name),
      limits: [{ kind: 'fixed', seconds: 3_600, limit: 0 }],
    });
    expect(await failure(name)).toMatchObject({ failure: 'throttled', detail: { status: 429 } });
  });

  it.each(['greynoise', 'abuseipdb', 'urlscan'])('%s: says when to come back', async (name) => {
    await sandbox.order('providerLimits', {
      provider: name,
      limits: [{ kind: 'fixed', seconds: 86_400, limit: 0 }],
    });
    const { retryAfterMs } = ((await failure(name)) as { detail: { retryAfterMs: number } }).detail;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(86_401_000);
  });

  it('tells what is left', async () => {
    const { limits } = await call('abuseipdb');
    expect(limits).toEqual([{ remaining: 999, resetInMs: expect.any(Number) }]);
    expect((await call('urlscan')).limits).toMatchObject([{ remaining: 29, seconds: 60 }]);
  });

  describe('an answer that is none', () => {
    it.each([
      ['failing', 'unavailable'],
      ['reset', 'unavailable'],
      ['garbage', 'malformed'],
      ['html', 'malformed'],
      ['huge', 'malformed'],
      ['gzip_bomb', 'malformed'],
      ['redirect', 'malformed'],
    ])('%s is %s', async (kind, failed) => {
      await mishap(kind);
      expect(await failure()).toMatchObject({ failure: failed });
    });

    it.each(['hang', 'drip'])('%s ends with its deadline', async (kind) => {
      await mishap(kind);
      expect(await failure('virustotal', 200)).toMatchObject({ name: 'DeadlinePassed' });
    });

    it('says for how long to wait, in seconds or by a date', async () => {
      await mishap('throttled', { retryAfterSeconds: 30, times: 1 });
      await mishap('throttled', { retryAfterSeconds: 30, asDate: true, times: 1 });
      await mishap('throttled');
      expect(await failure()).toMatchObject({ detail: { retryAfterMs: 30_000 } });
      const { retryAfterMs } = ((await failure()) as { detail: { retryAfterMs: number } }).detail;
      expect(retryAfterMs).toBeGreaterThan(27_000);
      expect(retryAfterMs).toBeLessThanOrEqual(31_000);
      expect(await failure()).not.toHaveProperty('detail.retryAfterMs');
    });

    it('says nothing of the key, whatever went wrong', async () => {
      for (const kind of ['failing', 'reset', 'garbage', 'redirect']) {
        await sandbox.order('clearMishaps');
        await sandbox.order('mishap', { provider: 'shodan', kind });
        const request = BUILT_IN_PROVIDERS['shodan']!.request(
          { kind: 'ip', value: IP },
          'very-secret',
        );
        const error = await client
          .ask(baseUrl('shodan'), request, AbortSignal.timeout(LIMIT_MS))
          .catch((e: unknown) => e);
        const { message, stack, cause } = error as Error;
        expect(JSON.stringify([message, stack, error, String(cause)])).not.toContain('very-secret');
      }
    });
  });

  it('is not asked where it would be in a network of ours', async () => {
    const careful = new ProviderClient(new Egress());
    const request = BUILT_IN_PROVIDERS['otx']!.request({ kind: 'ip', value: IP }, 'k');
    const asked = careful.ask('https://127.0.0.1', request, AbortSignal.timeout(LIMIT_MS));
    await expect(asked).rejects.toMatchObject({ failure: 'denied' });
  });
});
