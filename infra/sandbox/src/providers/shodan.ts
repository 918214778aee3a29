import { ok, type Provider } from './provider.js';

/** Shodan: one request a second; the key stands in the URL. Several addresses are a list with commas. */
export const shodan: Provider = {
  limits: [{ kind: 'rolling', seconds: 1, limit: 1 }],
  countsSuccessOnly: false,
  keyOf: ({ query }) => query.get('key') ?? undefined,
  doorOf: ({ method, path }) => {
    const [, list = ''] = /^\/shodan\/host\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'GET' || list === '') return undefined;
    const ips = decodeURIComponent(list).split(',');
    return {
      cost: 1,
      reply: (knows) => {
        const known = ips.filter((ip) => knows(ip) !== 'unknown');
        if (known.length === 0)
          return { status: 404, body: { error: 'No information available for that IP.' } };
        const hosts = known.map((ip) => ({
          ip_str: ip,
          ports: knows(ip) === 'malicious' ? [22, 445, 3389] : [443],
          vulns: knows(ip) === 'malicious' ? ['CVE-2017-0144'] : [],
          hostnames: ['host.example.net'],
          org: 'Example',
          data: [],
        }));
        return ok(ips.length === 1 ? hosts[0] : hosts);
      },
    };
  },
  unauthorized: { status: 401, body: { error: 'Please provide a valid API key.' } },
  overLimit: () => ({ status: 429, body: { error: 'Rate limit reached (1 request/ second).' } }),
};
