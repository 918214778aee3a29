import { type Knows, ok, type Provider, type Reply, type Verdict } from './provider.js';

const BULK_MAX = 10_000;
const CLASSES: Readonly<Record<Verdict, string>> = {
  malicious: 'malicious',
  suspicious: 'suspicious',
  clean: 'unknown',
  benign: 'benign',
  unknown: 'unknown',
};

const full = (ip: string, verdict: Verdict) => ({
  ip,
  internet_scanner_intelligence: {
    found: verdict !== 'unknown' && verdict !== 'benign',
    classification: CLASSES[verdict],
    actor: verdict === 'malicious' ? 'Example Scanner' : '',
    bot: false,
    cves: verdict === 'malicious' ? ['CVE-2021-44228'] : [],
    first_seen: '2025-01-01',
    last_seen_timestamp: '2026-03-01 00:00:00',
    spoofable: false,
    tags: [],
    tor: false,
    vpn: false,
    vpn_service: '',
    metadata: { asn: 'AS64500', organization: 'Example', source_country: 'Netherlands' },
  },
  business_service_intelligence: {
    found: verdict === 'benign',
    name: verdict === 'benign' ? 'Example DNS' : '',
    category: verdict === 'benign' ? 'public_dns' : '',
    trust_level: verdict === 'benign' ? '1' : '',
  },
});

function community(ip: string, knows: Knows): Reply {
  const verdict = knows(ip);
  if (verdict === 'unknown')
    return {
      status: 404,
      body: { ip, noise: false, riot: false, message: 'IP not observed scanning the internet.' },
    };
  const riot = verdict === 'benign';
  return ok({
    ip,
    noise: !riot,
    riot,
    classification: CLASSES[verdict],
    name: riot ? 'Example DNS' : 'unknown',
    link: `https://viz.greynoise.io/ip/${ip}`,
    last_seen: '2026-03-01',
    message: 'Success',
  });
}

function addressesIn(body: string): readonly string[] {
  try {
    const { ips } = JSON.parse(body) as { ips?: unknown };
    return Array.isArray(ips) ? ips.map(String) : [];
  } catch {
    return [];
  }
}

/** GreyNoise v3: single addresses, many at once, and the community's door. A 404 is an answer. */
export const greynoise: Provider = {
  limits: [{ kind: 'rolling', seconds: 7 * 86_400, limit: 50 }],
  countsSuccessOnly: false,
  // The community's door is open to those without a key as well.
  keyOf: ({ headers, path }) =>
    headers['key'] ?? (path.startsWith('/v3/community/') ? 'none' : undefined),
  doorOf: ({ method, path, body }) => {
    const [, ip = ''] = /^\/v3\/(?:ip|community)\/([^/]+)$/.exec(path) ?? [];
    if (method === 'GET' && path.startsWith('/v3/community/') && ip !== '')
      return { cost: 1, reply: (knows) => community(ip, knows) };
    if (method === 'GET' && ip !== '')
      return {
        cost: 1,
        reply: (knows) => ({
          status: knows(ip) === 'unknown' ? 404 : 200,
          body: full(ip, knows(ip)),
        }),
      };
    if (method !== 'POST' || path !== '/v3/ip') return undefined;
    const ips = addressesIn(body);
    if (ips.length === 0 || ips.length > BULK_MAX)
      return { cost: 0, reply: () => ({ status: 400, body: { message: 'Bad request' } }) };
    return {
      cost: ips.length,
      reply: (knows) =>
        ok({
          data: ips
            .filter((each) => knows(each) !== 'unknown')
            .map((each) => full(each, knows(each))),
          request_metadata: { ips_not_found: ips.filter((each) => knows(each) === 'unknown') },
        }),
    };
  },
  unauthorized: { status: 401, body: { message: 'unauthorized' } },
  overLimit: ({ resetAt, now }) => ({
    status: 429,
    headers: { 'retry-after': String(Math.ceil((resetAt - now) / 1_000)) },
    body: { message: 'You have hit the request limit.' },
  }),
};
