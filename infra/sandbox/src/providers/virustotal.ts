import { createHash } from 'node:crypto';
import { ok, type Provider, type Verdict } from './provider.js';

const error = (status: number, code: string, message: string) => ({
  status,
  body: { error: { code, message } },
});
const STATS: Readonly<Record<Exclude<Verdict, 'unknown'>, object>> = {
  malicious: { harmless: 50, malicious: 12, suspicious: 2, undetected: 20, timeout: 0 },
  suspicious: { harmless: 60, malicious: 0, suspicious: 3, undetected: 20, timeout: 0 },
  clean: { harmless: 70, malicious: 0, suspicious: 0, undetected: 14, timeout: 0 },
  benign: { harmless: 84, malicious: 0, suspicious: 0, undetected: 0, timeout: 0 },
};
const TYPES: Readonly<Record<string, string>> = {
  ip_addresses: 'ip_address',
  domains: 'domain',
  files: 'file',
  urls: 'url',
};
/** The id of a URL is the URL itself in base64, or the SHA-256 of it. */
const valueOf = (kind: string, id: string): string =>
  kind === 'urls' && !/^[0-9a-f]{64}$/.test(id) ? Buffer.from(id, 'base64url').toString() : id;

/** VirusTotal v3: 4 a minute and 500 a day, without a word about either in its headers. */
export const virustotal: Provider = {
  limits: [
    { kind: 'rolling', seconds: 60, limit: 4 },
    { kind: 'fixed', seconds: 86_400, limit: 500 },
  ],
  countsSuccessOnly: false,
  keyOf: ({ headers }) => headers['x-apikey'],
  doorOf: ({ method, path }) => {
    const [, kind = '', id = ''] = /^\/api\/v3\/(\w+)\/([^/]+)$/.exec(path) ?? [];
    const type = Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined;
    if (method !== 'GET' || type === undefined) return undefined;
    const value = valueOf(kind, decodeURIComponent(id));
    return {
      cost: 1,
      reply: (knows) => {
        const verdict = knows(value);
        if (verdict === 'unknown')
          return error(
            404,
            'NotFoundError',
            `Resource ${createHash('sha256').update(value).digest('hex')} not found.`,
          );
        return ok({
          data: {
            id: decodeURIComponent(id),
            type,
            attributes: {
              last_analysis_stats: STATS[verdict],
              reputation: verdict === 'malicious' ? -40 : 0,
              last_analysis_date: 1_770_000_000,
              ...(type === 'ip_address' ? { asn: 64_500, as_owner: 'Example', country: 'NL' } : {}),
              tags: [],
            },
          },
        });
      },
    };
  },
  unauthorized: error(401, 'WrongCredentialsError', 'Wrong API key'),
  overLimit: () => error(429, 'QuotaExceededError', 'Quota exceeded'),
};
