import { z } from 'zod';
import {
  encoded,
  type Finding,
  type Provider,
  UnexpectedAnswer,
  type Verdict,
} from './provider.js';

const text = z.string().optional();
const Report = z.object({
  ip: z.string(),
  internet_scanner_intelligence: z.object({
    found: z.boolean(),
    classification: text,
    actor: text,
    bot: z.boolean().optional(),
    cves: z.array(z.string()).optional(),
    first_seen: text,
    last_seen_timestamp: text,
    spoofable: z.boolean().optional(),
    tor: z.boolean().optional(),
    vpn: z.boolean().optional(),
    vpn_service: text,
    tags: z.array(z.object({ id: text, name: text, category: text, intention: text })).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
  }),
  business_service_intelligence: z.object({
    found: z.boolean(),
    category: text,
    name: text,
    trust_level: text,
  }),
});
const Reports = z.object({ data: z.array(Report) });
const Community = z.object({
  ip: z.string(),
  noise: z.boolean(),
  riot: z.boolean(),
  classification: text,
  name: text,
  link: text,
  last_seen: text,
});

const VERDICTS: Readonly<Record<string, Verdict>> = {
  malicious: 'malicious',
  suspicious: 'suspicious',
  benign: 'benign',
};
const verdictOf = (classification = '', isBusiness = false): Verdict => {
  if (isBusiness) return 'benign';
  return Object.hasOwn(VERDICTS, classification) ? VERDICTS[classification]! : 'unrated';
};

function findingOf(report: z.output<typeof Report>): Finding | undefined {
  const { internet_scanner_intelligence: scanner, business_service_intelligence: business } =
    report;
  if (!scanner.found && !business.found) return undefined;
  return { verdict: verdictOf(scanner.classification, business.found), row: report };
}

const limits = (limit: number): Provider['quota'] => ({
  windows: [{ kind: 'rolling', seconds: 7 * 86_400, limit }],
});

/** GreyNoise v3. A 404 is an answer with the same form. @see https://docs.greynoise.io/reference */
export const greynoise: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://api.greynoise.io',
  cost: 1,
  quota: limits(50),
  countsSuccessOnly: false,
  request: ({ value }, key) => ({ path: `/v3/ip/${encoded(value)}`, headers: { key } }),
  read: ({ json }) => findingOf(Report.parse(json)),
  bulk: {
    max: 10_000,
    request: (ips, key) => ({
      method: 'POST',
      path: '/v3/ip',
      headers: { key, 'content-type': 'application/json' },
      body: JSON.stringify({ ips }),
    }),
    read: (json) =>
      new Map(
        Reports.parse(json).data.flatMap((report) => {
          const finding = findingOf(report);
          return finding ? [[report.ip, finding]] : [];
        }),
      ),
  },
};

/** What GreyNoise gives away. */
export const greynoiseCommunity: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://api.greynoise.io',
  cost: 1,
  quota: limits(50),
  countsSuccessOnly: false,
  request: ({ value }, key) => ({ path: `/v3/community/${encoded(value)}`, headers: { key } }),
  read: ({ status, json }) => {
    const report = Community.safeParse(json);
    if (!report.success) throw new UnexpectedAnswer();
    if (status === 404) return undefined;
    const { classification, riot } = report.data;
    return { verdict: verdictOf(classification, riot), row: report.data };
  },
};
