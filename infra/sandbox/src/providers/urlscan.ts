import { ok, type Provider } from './provider.js';

const NAMES: Readonly<Record<number, string>> = { 60: 'minute', 3_600: 'hour', 86_400: 'day' };

/** urlscan: limits of the minute, hour and day at once; only answers of 200 use them. */
export const urlscan: Provider = {
  limits: [
    { kind: 'fixed', seconds: 60, limit: 30 },
    { kind: 'fixed', seconds: 3_600, limit: 500 },
    { kind: 'fixed', seconds: 86_400, limit: 1_000 },
  ],
  countsSuccessOnly: true,
  keyOf: ({ headers }) => headers['api-key'],
  doorOf: ({ method, path, query }) => {
    if (method !== 'GET' || path !== '/api/v1/search/') return undefined;
    const text = query.get('q') ?? '';
    const [, value = ''] = /^\w+(?:\.\w+)?:"?([^"]+)"?$/.exec(text) ?? [];
    if (value === '')
      return {
        cost: 1,
        reply: () => ({ status: 400, body: { message: 'Bad query', status: 400 } }),
      };
    return {
      cost: 1,
      reply: (knows) => {
        const verdict = knows(value);
        const results =
          verdict === 'unknown'
            ? []
            : [
                {
                  _id: '00000000-0000-4000-8000-000000000001',
                  task: { url: `https://${value}/`, time: '2026-03-01T00:00:00.000Z' },
                  page: { domain: value, ip: '203.0.113.7', country: 'NL' },
                  verdicts: { malicious: verdict === 'malicious' },
                },
              ];
        return ok({ results, total: results.length, took: 3, has_more: false });
      },
    };
  },
  unauthorized: { status: 401, body: { message: 'API key is invalid', status: 401 } },
  overLimit: ({ window }) => ({
    status: 429,
    body: {
      message: `Rate limit for 'search' exceeded: ${NAMES[window.seconds] ?? `${window.seconds} s`}`,
      status: 429,
    },
  }),
  standing: ({ window, remaining, resetAt, now }) => ({
    'x-rate-limit-scope': 'team',
    'x-rate-limit-action': 'search',
    'x-rate-limit-window': NAMES[window.seconds] ?? `${window.seconds}s`,
    'x-rate-limit-limit': String(window.limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': new Date(resetAt).toISOString(),
    'x-rate-limit-reset-after': String(Math.ceil((resetAt - now) / 1_000)),
  }),
};
