import { z } from 'zod';
import { encoded, type Provider, UnexpectedAnswer } from './provider.js';

const Host = z.object({
  ip_str: z.string(),
  ports: z.array(z.number().int()),
  // A list, or an object by name, as the plan has it.
  vulns: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(Object.keys)])
    .default([]),
  hostnames: z.array(z.string()).default([]),
  org: z.string().nullish(),
});
const Missing = z.object({ error: z.string().startsWith('No information') });

/** @see https://developer.shodan.io/api */
export const shodan: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://api.shodan.io',
  cost: 1,
  quota: { windows: [{ kind: 'rolling', seconds: 1, limit: 1 }], transitMs: 5_000 },
  countsSuccessOnly: false,
  // The key stands in the URL: nobody may log it.
  request: ({ value }, key) => ({ path: `/shodan/host/${encoded(value)}`, query: { key } }),
  read: ({ status, json }) => {
    if (status === 404) {
      if (!Missing.safeParse(json).success) throw new UnexpectedAnswer();
      return undefined;
    }
    const host = Host.parse(json);
    return { verdict: host.vulns.length > 0 ? 'suspicious' : 'unrated', row: host };
  },
};
