import { z } from 'zod';
import { type Provider, UnexpectedAnswer } from './provider.js';

const Report = z.object({
  data: z.object({
    ipAddress: z.string(),
    abuseConfidenceScore: z.number().min(0).max(100),
    isWhitelisted: z.boolean().nullish(),
    countryCode: z.string().nullish(),
    usageType: z.string().nullish(),
    isp: z.string().nullish(),
    domain: z.string().nullish(),
    isTor: z.boolean().nullish(),
    totalReports: z.number().int().min(0),
    numDistinctUsers: z.number().int().min(0).optional(),
    lastReportedAt: z.string().nullish(),
  }),
});

/** From so much of 100 on an address is called malicious; from one report on suspicious. */
const MALICIOUS_FROM = 75;
const SUSPICIOUS_FROM = 25;

/** @see https://docs.abuseipdb.com/#check-endpoint */
export const abuseipdb: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://api.abuseipdb.com',
  cost: 1,
  quota: { windows: [{ kind: 'fixed', seconds: 86_400, limit: 1_000 }] },
  countsSuccessOnly: false,
  request: ({ value }, key) => ({
    path: '/api/v2/check',
    query: { ipAddress: value, maxAgeInDays: '30' },
    headers: { key },
  }),
  read: ({ status, json }) => {
    if (status === 404) throw new UnexpectedAnswer();
    const { data } = Report.parse(json);
    const { abuseConfidenceScore: score, totalReports, isWhitelisted } = data;
    if (isWhitelisted === true) return { verdict: 'benign', row: data };
    if (score === 0 && totalReports === 0) return undefined;
    if (score >= MALICIOUS_FROM) return { verdict: 'malicious', row: data };
    return { verdict: score >= SUSPICIOUS_FROM ? 'suspicious' : 'clean', row: data };
  },
};
