import { describe, expect, it } from '@jest/globals';
import { QuotaPolicy } from '../quota/quota-policy.js';
import { prefiltered } from './prefilter.js';
import { BUILT_IN_PROVIDERS } from './built-in-providers.js';
import { compileProvider, DeclaredProvider } from './declared-provider.js';
import { observationsOf, retryAfterMs, saidLimits } from './rate-limits.js';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

describe('a time to come back', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['86400', 86_400_000],
    ['Tue, 10 Mar 2026 12:00:30 GMT', 30_000],
    ['Tue, 10 Mar 2026 11:00:00 GMT', 0],
  ])('%s is %i ms', (text, ms) => expect(retryAfterMs({ 'retry-after': text }, NOW)).toBe(ms));

  it('as a date goes by the clock of whoever sent it', () => {
    const headers = {
      date: 'Tue, 10 Mar 2026 11:50:00 GMT',
      'retry-after': 'Tue, 10 Mar 2026 11:50:30 GMT',
    };
    expect(retryAfterMs(headers, NOW)).toBe(30_000);
  });

  it.each(['', 'soon', '-5', '1e9', '12.5', '2026-03-10'])(
    'that is none is not guessed: %j',
    (text) => expect(retryAfterMs({ 'retry-after': text }, NOW)).toBeUndefined(),
  );
});

describe('what headers say of limits', () => {
  it.each([
    [
      'with the second of the reset',
      { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': String(NOW / 1_000 + 60) },
      [{ remaining: 7, resetInMs: 60_000 }],
    ],
    [
      'in the draft up to 7',
      { 'ratelimit-remaining': '7', 'ratelimit-reset': '60' },
      [{ remaining: 7, resetInMs: 60_000 }],
    ],
    [
      'in the draft from 8 on',
      {
        ratelimit: '"minute";r=3;t=20, "day";r=400;t=3600',
        'ratelimit-policy': '"minute";q=4;w=60, "day";q=500;w=86400',
      },
      [
        { remaining: 3, resetInMs: 20_000, seconds: 60 },
        { remaining: 400, resetInMs: 3_600_000, seconds: 86_400 },
      ],
    ],
    [
      'of urlscan',
      {
        'x-rate-limit-window': 'hour',
        'x-rate-limit-remaining': '9',
        'x-rate-limit-reset-after': '100',
      },
      [{ remaining: 9, resetInMs: 100_000, seconds: 3_600 }],
    ],
    ['that say nothing', { 'content-type': 'application/json' }, []],
    ['that cannot be read', { ratelimit: 'limit=1', 'x-ratelimit-remaining': 'many' }, []],
  ])('is read: %s', (_what, headers, said) => expect(saidLimits(headers, NOW)).toEqual(said));

  const policyOf = (...windows: unknown[]) => QuotaPolicy.parse({ windows });
  const minute = { kind: 'fixed', seconds: 60, limit: 4 };
  const day = { kind: 'fixed', seconds: 86_400, limit: 500 };

  it('concerns the window of that length, or the only one', () => {
    const two = policyOf(minute, day);
    expect(observationsOf([{ remaining: 1, seconds: 86_400 }], two)).toEqual([
      { window: 'fixed 86400', remaining: 1 },
    ]);
    expect(observationsOf([{ remaining: 1 }], two)).toEqual([]);
    expect(observationsOf([{ remaining: 1 }], policyOf(day))).toEqual([
      { window: 'fixed 86400', remaining: 1 },
    ]);
  });
});

describe('every provider', () => {
  it.each(Object.entries(BUILT_IN_PROVIDERS))('has a quota that can be kept: %s', (_, provider) => {
    const policy = QuotaPolicy.parse(provider.quota);
    for (const { limit } of policy.windows) expect(limit).toBeGreaterThanOrEqual(provider.cost);
  });

  it.each(Object.entries(BUILT_IN_PROVIDERS))(
    'lets no value lead elsewhere than it was asked: %s',
    (_, provider) => {
      for (const kind of provider.kinds) {
        const value = '../../admin?x=1#y/"z';
        const { path, query } = provider.request({ kind, value }, 'k');
        expect(path).not.toMatch(/\.\.\/|[?#"]/);
        const url = new URL(`${provider.baseUrl}${path}`);
        expect(url.origin).toBe(new URL(provider.baseUrl).origin);
        expect(Object.keys(query ?? {})).not.toContain('x');
      }
    },
  );

  it.each(Object.entries(BUILT_IN_PROVIDERS))(
    'takes no other JSON for an answer: %s',
    (_, provider) => {
      for (const json of [null, [], 'x', {}, { message: 'Not Found' }])
        for (const status of [200, 404] as const)
          expect(() => provider.read({ status, json })).toThrow();
    },
  );
});

describe('what is asked', () => {
  it.each([
    ['ip', '8.8.8.8', '8.8.8.8'],
    ['ip', '2606:4700:0::1111', '2606:4700::1111'],
    ['ip', '::ffff:8.8.8.8', '8.8.8.8'],
    ['domain', 'Example.COM.', 'example.com'],
    ['hash', 'D41D8CD98F00B204E9800998ECF8427E', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['url', 'https://example.com/a?b=1', 'https://example.com/a?b=1'],
  ] as const)('comes in one form: %s %s', (kind, text, value) =>
    expect(prefiltered({ kind, value: text })).toEqual({ asked: { kind, value } }),
  );

  it.each([
    ['ip', '10.0.0.1', 'private'],
    ['ip', '::1', 'private'],
    ['ip', '169.254.169.254', 'private'],
    ['ip', '010.1.1.1', 'malformed'],
    ['ip', 'x', 'malformed'],
    ['domain', 'host', 'malformed'],
    ['domain', 'printer.local', 'private'],
    ['domain', '..', 'malformed'],
    ['domain', '8.8.8.8', 'malformed'],
    ['hash', 'abc', 'malformed'],
    ['url', 'javascript:alert(1)', 'malformed'],
    ['url', 'https://10.0.0.1/x', 'private'],
    ['url', 'https://me:secret@example.com/', 'private'],
    ['url', `https://example.com/${'x'.repeat(2_048)}`, 'malformed'],
  ] as const)('is not told to others where it is ours, or nonsense: %s %s', (kind, value, reason) =>
    expect(prefiltered({ kind, value })).toEqual({ skipped: reason }),
  );
});

describe('a provider that is described', () => {
  const described = {
    kinds: ['ip', 'domain'],
    baseUrl: 'https://intel.example',
    path: '/v1/{kind}/{value}',
    query: { verbose: 'true', about: '{value}' },
    headers: { Authorization: 'Token {key}' },
    found: 'answer.known',
    fields: { score: '$.risk.score', first_tag: '$.tags[0]', owner: 'owner' },
    verdicts: [
      { when: 'answer.risk.score >= 80', verdict: 'malicious' },
      { when: "answer.tags.exists(t, t == 'scanner')", verdict: 'suspicious' },
    ],
    quota: { windows: [{ kind: 'fixed', seconds: 60, limit: 4 }] },
  };
  const provider = compileProvider(DeclaredProvider.parse(described));
  const reply = (json: object, status: 200 | 404 = 200) => provider.read({ status, json });

  it('is asked as it says', () =>
    expect(provider.request({ kind: 'domain', value: 'a/b c' }, 'secret')).toEqual({
      path: '/v1/domain/a%2Fb%20c',
      query: { verbose: 'true', about: 'a/b c' },
      headers: { Authorization: 'Token secret' },
    }));

  it.each([
    [{ known: true, risk: { score: 90 }, tags: [] }, 'malicious', { score: 90 }],
    [
      { known: true, risk: { score: 5 }, tags: ['scanner'], owner: 'x' },
      'suspicious',
      { score: 5, first_tag: 'scanner', owner: 'x' },
    ],
    [{ known: true }, 'unrated', {}],
  ])('answers as its rules have it: %j', (json, verdict, row) =>
    expect(reply(json)).toEqual({ verdict, row }),
  );

  it('knows nothing where it says so', () => {
    expect(reply({ known: false })).toBeUndefined();
    expect(reply({})).toBeUndefined();
    expect(reply({}, 404)).toBeUndefined();
    const strict = compileProvider(DeclaredProvider.parse({ ...described, notFoundIs404: false }));
    expect(() => strict.read({ status: 404, json: {} })).toThrow();
  });

  it.each([
    ['path', 'v1/{value}'],
    ['path', '/v1/{value}?key={key}'],
    ['path', '/v1/{key}'],
    ['path', '/v1/{other}'],
    ['headers', { Host: 'elsewhere' }],
    ['headers', { 'X-Value': '{value}' }],
    ['headers', { 'X-A': 'a\r\nX-B: b' }],
    ['headers', { 'X-Api-Key': 'in plain sight' }],
    ['query', { access_token: 'in plain sight' }],
    ['found', 'event.known'],
    ['found', 'answer.text.matches("a+")'],
    ['fields', {}],
    ['fields', { 'Not Plain': 'x' }],
    ['fields', { x: '$..x' }],
    ['verdicts', [{ when: 'answer.', verdict: 'malicious' }]],
    ['baseUrl', 'ftp://x'],
    ['cost', 0],
    ['secret', 'abc'],
  ])('is refused with a bad %s: %j', (name, value) => {
    const { success, error } = DeclaredProvider.safeParse({ ...described, [name]: value });
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(name);
  });
});
