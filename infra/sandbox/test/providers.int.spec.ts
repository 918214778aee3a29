import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { type Sandbox, startSandbox } from '../src/index.js';
import { ordering } from './sandbox-backend.js';

type Report = { calls: number; units: number; overLimit: number; log: { status: number }[] };

/** How each provider is asked about one address, and where its key goes. */
const ASKED: Readonly<Record<string, (ip: string, key: string) => [string, RequestInit?]>> = {
  virustotal: (ip, key) => [`/api/v3/ip_addresses/${ip}`, { headers: { 'x-apikey': key } }],
  greynoise: (ip, key) => [`/v3/ip/${ip}`, { headers: { key } }],
  abuseipdb: (ip, key) => [`/api/v2/check?ipAddress=${ip}`, { headers: { key } }],
  ipinfo: (ip, key) => [`/${ip}/json`, { headers: { authorization: `Bearer ${key}` } }],
  shodan: (ip, key) => [`/shodan/host/${ip}?key=${key}`],
  otx: (ip, key) => [
    `/api/v1/indicators/IPv4/${ip}/general`,
    { headers: { 'x-otx-api-key': key } },
  ],
  urlscan: (ip, key) => [`/api/v1/search/?q=page.ip:"${ip}"`, { headers: { 'api-key': key } }],
};
const NAMES = Object.keys(ASKED);
const IP = '198.51.100.7';

describe('the sandbox, as providers of threat intelligence', () => {
  let sandbox: Sandbox;
  const order = ordering(() => sandbox);

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => order('reset', {}));

  const get = (provider: string, [path, init]: [string, RequestInit?], more: RequestInit = {}) =>
    fetch(`${sandbox.url}/providers/${provider}${path}`, { redirect: 'manual', ...init, ...more });
  const ask = (provider: string, ip = IP, key = 'k') => get(provider, ASKED[provider]!(ip, key));
  const json = async (provider: string, ip = IP) => (await ask(provider, ip)).json();
  const report = async (provider: string) =>
    (await order('providerCalls', { provider })) as unknown as Report;
  const limited = (provider: string, limit: number, kind: 'fixed' | 'rolling' = 'rolling') =>
    order('providerLimits', { provider, limits: [{ kind, seconds: 3_600, limit }] });

  it.each([
    ['virustotal', 'data.attributes.last_analysis_stats.malicious', 12],
    ['greynoise', 'internet_scanner_intelligence.classification', 'malicious'],
    ['abuseipdb', 'data.abuseConfidenceScore', 100],
    ['ipinfo', 'org', 'AS64500 Example'],
    ['shodan', 'vulns.0', 'CVE-2017-0144'],
    ['otx', 'pulse_info.count', 3],
    ['urlscan', 'results.0.verdicts.malicious', true],
  ])('%s says what it knows', async (provider, path, value) => {
    await order('indicator', { value: IP, verdict: 'malicious' });
    expect(await json(provider)).toHaveProperty(path, value);
  });

  it.each([
    ['virustotal', 404, 'error.code', 'NotFoundError'],
    ['greynoise', 404, 'internet_scanner_intelligence.found', false],
    ['abuseipdb', 200, 'data.totalReports', 0],
    ['shodan', 404, 'error', 'No information available for that IP.'],
    ['otx', 200, 'pulse_info.count', 0],
    ['urlscan', 200, 'total', 0],
  ])('%s says that it knows nothing in its own way', async (provider, status, path, value) => {
    await order('indicator', { value: IP, verdict: 'unknown' });
    const answer = await ask(provider);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty(path, value);
  });

  it.each(NAMES)('%s takes no key but those it was told of', async (provider) => {
    await order('providerKeys', { provider, keys: ['right'] });
    const [wrong, right] = [await ask(provider, IP, 'wrong'), await ask(provider, IP, 'right')];
    expect([401, 403]).toContain(wrong.status);
    expect(right.status).toBe(200);
    expect(await report(provider)).toMatchObject({ calls: 2, units: 1, overLimit: 0 });
  });

  it.each(NAMES)('%s answers as often as it may, and counts what is more', async (provider) => {
    await limited(provider, 3);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await ask(provider)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await report(provider)).toMatchObject({ calls: 5, units: 3, overLimit: 2 });
    expect((await ask(provider, IP, 'another')).status).toBe(200);
  });

  it('keeps the real limits without being told', async () => {
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await ask('virustotal')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it('has rolling limits that hold in every interval', async () => {
    await order('providerLimits', {
      provider: 'otx',
      limits: [{ kind: 'rolling', seconds: 10, limit: 2 }],
    });
    const at = async (offsetMs: number) => {
      await order('clock', { offsetMs, propagationMs: 0 });
      return (await ask('otx')).status;
    };
    expect([await at(0), await at(8_000), await at(9_000), await at(10_500)]).toEqual([
      200, 200, 429, 200,
    ]);
    expect([await at(17_000), await at(19_000)]).toEqual([429, 200]);
  });

  describe('says in its headers', () => {
    it('when abuse may be asked about again', async () => {
      await limited('abuseipdb', 1, 'fixed');
      const first = await ask('abuseipdb');
      expect(first.headers.get('x-ratelimit-remaining')).toBe('0');
      const { status, headers } = await ask('abuseipdb');
      const reset = Number(headers.get('x-ratelimit-reset')) * 1_000;
      const retry = Number(headers.get('retry-after')) * 1_000;
      expect(status).toBe(429);
      expect(Math.abs(Date.now() + retry - reset)).toBeLessThan(3_000);
    });

    it('which window of urlscan runs out first', async () => {
      const { headers } = await ask('urlscan');
      expect(headers.get('x-rate-limit-window')).toBe('minute');
      expect(headers.get('x-rate-limit-remaining')).toBe('29');
      expect(Date.parse(headers.get('x-rate-limit-reset') ?? '')).toBeGreaterThan(Date.now());
    });

    it('nothing, where the provider says nothing', async () => {
      await limited('virustotal', 0);
      const names = [...(await ask('virustotal')).headers.keys()];
      expect(names.filter((name) => /rate|retry/.test(name))).toEqual([]);
    });
  });

  it('urlscan counts only what it answered with 200; VirusTotal counts all', async () => {
    for (const provider of ['urlscan', 'virustotal'])
      await order('mishap', { provider, kind: 'failing', status: 500, times: 2 });
    for (let i = 0; i < 3; i++) await ask('urlscan');
    for (let i = 0; i < 3; i++) await ask('virustotal');
    expect(await report('urlscan')).toMatchObject({ calls: 3, units: 1 });
    expect(await report('virustotal')).toMatchObject({ calls: 3, units: 3 });
  });

  it.each([
    ['greynoise', '/v3/ip', { ips: [IP, '192.0.2.9'] }, 'data.0.ip', { key: 'k' }],
    ['ipinfo', '/batch', [IP, '192.0.2.9'], [IP, 'city'], { authorization: 'Bearer k' }],
  ])('%s answers many at once, and counts each', async (provider, path, body, at, headers) => {
    await order('indicator', { value: '192.0.2.9', verdict: 'unknown' });
    const answer = await get(provider, [
      path,
      { method: 'POST', body: JSON.stringify(body), headers },
    ]);
    expect(await answer.json()).toHaveProperty(at);
    expect(await report(provider)).toMatchObject({ calls: 1, units: 2 });
  });

  describe('goes wrong by order', () => {
    const mishap = (kind: string, more: object = {}) =>
      order('mishap', { provider: 'virustotal', kind, ...more } as never);

    it.each([
      ['with seconds', { retryAfterSeconds: 30 }, /^30$/],
      ['with a date', { retryAfterSeconds: 30, asDate: true }, /GMT$/],
      ['without a time', {}, undefined],
    ])('and asks for patience %s', async (_what, more, said) => {
      await mishap('throttled', more);
      const { status, headers } = await ask('virustotal');
      expect(status).toBe(429);
      if (said) expect(headers.get('retry-after')).toMatch(said);
      else expect(headers.has('retry-after')).toBe(false);
    });

    it('and fails as often as it was told, then no more', async () => {
      await mishap('failing', { times: 2, status: 502 });
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await ask('virustotal')).status);
      expect(statuses).toEqual([502, 502, 200]);
    });

    it('and flaps', async () => {
      await limited('virustotal', 100);
      await mishap('failing', { every: 2 });
      const statuses = [];
      for (let i = 0; i < 8; i++) statuses.push((await ask('virustotal')).status);
      expect(statuses).toEqual([503, 503, 200, 200, 503, 503, 200, 200]);
    });

    it.each(['hang', 'drip'])('and does not come to an end: %s', async (kind) => {
      await mishap(kind);
      const late = get('virustotal', ASKED['virustotal']!(IP, 'k'), {
        signal: AbortSignal.timeout(300),
      }).then((answer) => answer.text());
      await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
    });

    it('and is slow', async () => {
      await mishap('slow', { delayMs: 200 });
      const startedAt = performance.now();
      expect((await ask('virustotal')).status).toBe(200);
      expect(performance.now() - startedAt).toBeGreaterThan(190);
    });

    it.each(['garbage', 'html'])('and answers what is no JSON: %s', async (kind) => {
      await mishap(kind);
      const answer = await ask('virustotal');
      expect(answer.status).toBe(200);
      await expect(answer.json()).rejects.toThrow();
    });

    it('and answers without end', async () => {
      await mishap('huge');
      const answer = await ask('virustotal');
      let bytes = 0;
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) bytes += chunk.length;
      expect(bytes).toBeGreaterThan(60_000_000);
    });

    it('and answers little that becomes much', async () => {
      await mishap('gzip_bomb');
      const [path, init] = ASKED['virustotal']!(IP, 'k');
      const bytes = await new Promise<number>((resolve, reject) => {
        const url = `${sandbox.url}/providers/virustotal${path}`;
        request(url, { headers: init?.headers as Record<string, string> }, (answer) => {
          let total = 0;
          answer.on('data', (chunk: Buffer) => (total += chunk.length));
          answer.on('end', () => resolve(total));
        })
          .on('error', reject)
          .end();
      });
      expect(bytes).toBeLessThan(200_000);
    });

    it('and breaks the connection', async () => {
      await mishap('reset');
      await expect(ask('virustotal')).rejects.toThrow();
    });

    it('and sends somewhere else', async () => {
      await mishap('redirect');
      const { status, headers } = await ask('virustotal');
      expect([status, headers.get('location')]).toEqual([
        302,
        'http://169.254.169.254/latest/meta-data/',
      ]);
    });
  });

  it('keeps no key in its log', async () => {
    await ask('shodan', IP, 'very-secret');
    const { log } = await report('shodan');
    expect(log).toEqual([
      { at: expect.any(Number), method: 'GET', path: `/shodan/host/${IP}`, status: 200 },
    ]);
  });

  it('knows no other providers and no other doors', async () => {
    expect((await fetch(`${sandbox.url}/providers/nobody/x`)).status).toBe(404);
    expect((await get('otx', ['/api/v2/x', { headers: { 'x-otx-api-key': 'k' } }])).status).toBe(
      404,
    );
  });

  it('refuses orders that make no sense', async () => {
    const bad = order('mishap', { provider: 'nobody', kind: 'hang' });
    await expect(bad).rejects.toThrow('400');
  });
});
