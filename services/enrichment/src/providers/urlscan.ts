import { z } from 'zod';
import { type AskedKind, type Provider, UnexpectedAnswer } from './provider.js';

const RESULTS_MAX = 10;
const Result = z.object({
  _id: z.string(),
  task: z.object({ url: z.string().optional(), time: z.string().optional() }),
  page: z.object({
    domain: z.string().optional(),
    ip: z.string().optional(),
    country: z.string().optional(),
  }),
  verdicts: z.object({ malicious: z.boolean().optional() }).optional(),
});
const Report = z.object({ results: z.array(Result), total: z.number().int().min(0).optional() });

const FIELDS: Readonly<Record<AskedKind, string>> = {
  ip: 'page.ip',
  domain: 'page.domain',
  hash: 'hash',
  url: 'page.url',
};
/** A value in quotes, in the language of the search. */
const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** The search for scans that were made. @see https://urlscan.io/docs/api/ */
export const urlscan: Provider = {
  kinds: ['ip', 'domain', 'hash', 'url'],
  baseUrl: 'https://urlscan.io',
  cost: 1,
  quota: {
    windows: [
      { kind: 'fixed', seconds: 60, limit: 30 },
      { kind: 'fixed', seconds: 3_600, limit: 500 },
      { kind: 'fixed', seconds: 86_400, limit: 1_000 },
    ],
  },
  countsSuccessOnly: true,
  request: ({ kind, value }, key) => ({
    path: '/api/v1/search/',
    query: { q: `${FIELDS[kind]}:${quoted(value)}`, size: String(RESULTS_MAX) },
    headers: { 'api-key': key },
  }),
  read: ({ status, json }) => {
    if (status === 404) throw new UnexpectedAnswer();
    const { results, total } = Report.parse(json);
    if (results.length === 0) return undefined;
    const isBad = results.some(({ verdicts }) => verdicts?.malicious === true);
    return {
      verdict: isBad ? 'malicious' : 'unrated',
      row: { total: total ?? results.length, results: results.slice(0, RESULTS_MAX) },
    };
  },
};
