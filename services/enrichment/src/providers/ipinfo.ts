import { z } from 'zod';
import { encoded, type Finding, type Provider, UnexpectedAnswer } from './provider.js';

const text = z.string().optional();
const Report = z.object({
  ip: z.string(),
  bogon: z.boolean().optional(),
  hostname: text,
  anycast: z.boolean().optional(),
  city: text,
  region: text,
  country: text,
  loc: z
    .string()
    .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/)
    .optional(),
  org: text,
  postal: text,
  timezone: text,
});
const Reports = z.record(z.string(), Report);

function findingOf({ loc, org, ...report }: z.output<typeof Report>): Finding | undefined {
  if (report.bogon === true) return undefined;
  const [lat, lng] = loc?.split(',').map(Number) ?? [];
  const [, asn, name] = /^(AS\d+) (.+)$/.exec(org ?? '') ?? [];
  return {
    verdict: 'unrated',
    row: {
      ...report,
      ...(loc === undefined ? {} : { lat, lng }),
      ...(asn === undefined ? {} : { asn, organization: name }),
    },
  };
}

const authorization = (key: string) => ({ authorization: `Bearer ${key}` });

/** @see https://ipinfo.io/developers */
export const ipinfo: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://ipinfo.io',
  cost: 1,
  quota: { windows: [{ kind: 'calendar', cron: '0 0 1 * *', limit: 50_000 }] },
  countsSuccessOnly: false,
  request: ({ value }, key) => ({
    path: `/${encoded(value)}/json`,
    headers: authorization(key),
  }),
  read: ({ status, json }) => {
    if (status === 404) throw new UnexpectedAnswer();
    return findingOf(Report.parse(json));
  },
  bulk: {
    max: 1_000,
    request: (ips, key) => ({
      method: 'POST',
      path: '/batch',
      headers: { ...authorization(key), 'content-type': 'application/json' },
      body: JSON.stringify(ips),
    }),
    read: (json) =>
      new Map(
        Object.entries(Reports.parse(json)).flatMap(([ip, report]) => {
          const finding = findingOf(report);
          return finding ? [[ip, finding]] : [];
        }),
      ),
  },
};
