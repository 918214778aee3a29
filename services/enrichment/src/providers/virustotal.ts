import { z } from 'zod';
import {
  type AskedKind,
  encoded,
  type Provider,
  UnexpectedAnswer,
  type Verdict,
} from './provider.js';

const count = z.number().int().min(0).default(0);
const Report = z.object({
  data: z.object({
    attributes: z.object({
      last_analysis_stats: z
        .object({
          harmless: count,
          malicious: count,
          suspicious: count,
          undetected: count,
          timeout: count,
        })
        .optional(),
      reputation: z.number().optional(),
      last_analysis_date: z.number().optional(),
      asn: z.number().optional(),
      as_owner: z.string().optional(),
      country: z.string().optional(),
      tags: z.array(z.string()).optional(),
    }),
  }),
});
const Missing = z.object({ error: z.object({ code: z.literal('NotFoundError') }) });

const PATHS: Readonly<Record<AskedKind, string>> = {
  ip: 'ip_addresses',
  domain: 'domains',
  hash: 'files',
  url: 'urls',
};

/** The id of a URL is the URL in base64 without padding. */
const idOf = (kind: AskedKind, value: string): string =>
  kind === 'url' ? Buffer.from(value).toString('base64url') : encoded(value);

function verdictOf(stats: { malicious: number; suspicious: number } | undefined): Verdict {
  if (stats === undefined) return 'unrated';
  if (stats.malicious > 0) return 'malicious';
  return stats.suspicious > 0 ? 'suspicious' : 'clean';
}

/** @see https://docs.virustotal.com/reference/overview */
export const virustotal: Provider = {
  kinds: ['ip', 'domain', 'hash', 'url'],
  baseUrl: 'https://www.virustotal.com',
  cost: 1,
  // How the minute is counted is nowhere said.
  quota: {
    windows: [
      { kind: 'rolling', seconds: 60, limit: 4 },
      { kind: 'fixed', seconds: 86_400, limit: 500 },
      { kind: 'calendar', cron: '0 0 1 * *', limit: 15_500 },
    ],
  },
  countsSuccessOnly: false,
  request: ({ kind, value }, key) => ({
    path: `/api/v3/${PATHS[kind]}/${idOf(kind, value)}`,
    headers: { 'x-apikey': key },
  }),
  read: ({ status, json }) => {
    if (status === 404) {
      if (!Missing.safeParse(json).success) throw new UnexpectedAnswer();
      return undefined;
    }
    const { attributes } = Report.parse(json).data;
    return { verdict: verdictOf(attributes.last_analysis_stats), row: attributes };
  },
};
