import { bearer, type Knows, ok, type Provider } from './provider.js';

const BATCH_MAX = 1_000;
const PRIVATE = /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i;

const about = (ip: string, knows: Knows) =>
  PRIVATE.test(ip)
    ? { ip, bogon: true }
    : {
        ip,
        ...(knows(ip) === 'benign' ? { hostname: 'dns.example.net', anycast: true } : {}),
        city: 'Amsterdam',
        region: 'North Holland',
        country: 'NL',
        loc: '52.3740,4.8897',
        org: 'AS64500 Example',
        postal: '1012',
        timezone: 'Europe/Amsterdam',
      };

function listIn(body: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(body);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** IPinfo: a quota of the month, single addresses and up to 1,000 at once. */
export const ipinfo: Provider = {
  limits: [{ kind: 'fixed', seconds: 30 * 86_400, limit: 50_000 }],
  countsSuccessOnly: false,
  keyOf: ({ headers, query }) => query.get('token') ?? bearer(headers['authorization']),
  doorOf: ({ method, path, body }) => {
    const [, ip = ''] = /^\/([^/]+)\/json$/.exec(path) ?? [];
    if (method === 'GET' && ip !== '')
      return { cost: 1, reply: (knows) => ok(about(decodeURIComponent(ip), knows)) };
    if (method !== 'POST' || path !== '/batch') return undefined;
    const ips = listIn(body);
    if (ips.length === 0 || ips.length > BATCH_MAX)
      return { cost: 0, reply: () => ({ status: 400, body: { error: { title: 'Bad batch' } } }) };
    return {
      cost: ips.length,
      reply: (knows) => ok(Object.fromEntries(ips.map((each) => [each, about(each, knows)]))),
    };
  },
  unauthorized: {
    status: 403,
    body: { error: { title: 'Unknown token', message: 'Please provide a valid token.' } },
  },
  overLimit: () => ({
    status: 429,
    body: {
      status: 429,
      error: { title: 'Rate limit exceeded', message: 'Upgrade to increase it.' },
    },
  }),
};
