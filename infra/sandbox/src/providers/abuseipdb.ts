import { ok, type Provider, type Verdict } from './provider.js';

const SCORES: Readonly<Record<Verdict, number>> = {
  malicious: 100,
  suspicious: 40,
  clean: 0,
  benign: 0,
  unknown: 0,
};
const errors = (status: number, detail: string) => ({ errors: [{ detail, status }] });
const seconds = (ms: number) => String(Math.ceil(ms / 1_000));

/** AbuseIPDB v2: 1,000 a day, said in every answer; errors as a page for whoever does not ask for JSON. */
export const abuseipdb: Provider = {
  limits: [{ kind: 'fixed', seconds: 86_400, limit: 1_000 }],
  countsSuccessOnly: false,
  keyOf: ({ headers }) => headers['key'],
  doorOf: ({ method, path, query }) => {
    if (method !== 'GET' || path !== '/api/v2/check') return undefined;
    const ip = query.get('ipAddress') ?? '';
    const days = Number(query.get('maxAgeInDays') ?? 30);
    if (ip === '' || !(days >= 1 && days <= 365))
      return {
        cost: 1,
        reply: () => ({ status: 422, body: errors(422, 'The ip address field is required.') }),
      };
    return {
      cost: 1,
      reply: (knows) => {
        const verdict = knows(ip);
        const reports = SCORES[verdict] / 4;
        return ok({
          data: {
            ipAddress: ip,
            isPublic: true,
            ipVersion: ip.includes(':') ? 6 : 4,
            isWhitelisted: verdict === 'benign',
            abuseConfidenceScore: SCORES[verdict],
            countryCode: 'NL',
            usageType: 'Data Center/Web Hosting/Transit',
            isp: 'Example',
            domain: 'example.net',
            isTor: false,
            totalReports: reports,
            numDistinctUsers: reports,
            lastReportedAt: reports > 0 ? '2026-03-01T00:00:00+00:00' : null,
          },
        });
      },
    };
  },
  unauthorized: { status: 401, body: errors(401, 'Authentication failed.') },
  overLimit: ({ window, resetAt, now }) => ({
    status: 429,
    headers: { 'retry-after': seconds(resetAt - now) },
    body: errors(
      429,
      `Daily rate limit of ${window.limit} requests exceeded for this endpoint. See headers for additional details.`,
    ),
  }),
  standing: ({ window, remaining, resetAt }) => ({
    'x-ratelimit-limit': String(window.limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': seconds(resetAt),
  }),
};
