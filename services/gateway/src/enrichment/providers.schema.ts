import { z } from 'zod';

/** Shapes are checked here, meanings (what a template or a quota may be) by `enrichment`. */
const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const text = z.string().max(1_000);
const templates = z.record(text, text);

const limit = z.int().min(1);
const window = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('rolling'), seconds: z.number().positive(), limit })
    .meta({ description: 'In any span of this length.' }),
  z
    .strictObject({ kind: z.literal('fixed'), seconds: z.number().positive(), limit })
    .meta({ description: 'Anew at every full multiple of its length, UTC: minutes, hours, days.' }),
  z
    .strictObject({ kind: z.literal('calendar'), cron: text, zone: text.optional(), limit })
    .meta({ description: 'Anew by the calendar: `0 0 1 * *` in `America/New_York`.' }),
]);
const quota = z
  .strictObject({
    windows: z.array(window).min(1).max(8).meta({ description: 'All of them bind at once.' }),
    guardMs: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'How far the clock of the provider may be from ours.' }),
    transitMs: z.int().min(1).optional().meta({ description: 'How long a call may take.' }),
    leaseMs: z.int().min(1).optional(),
    reserve: z.number().min(0).max(1).optional().meta({
      description: 'The share that only alerts may use.',
    }),
    shares: z
      .record(text, z.number())
      .optional()
      .meta({ description: 'The most that one caller may use.' }),
  })
  .meta({ description: 'What the provider allows, and how it is shared out.' });

const seconds = z.int().min(0).optional();
const cache = z
  .strictObject({
    ttl: z
      .strictObject({
        malicious: seconds,
        suspicious: seconds,
        clean: seconds,
        benign: seconds,
        unrated: seconds,
        not_found: seconds,
      })
      .optional(),
    jitter: z.number().optional().meta({ description: 'The part of it that is left to chance.' }),
    staleWhileRevalidate: seconds.meta({
      description: 'So long after it is answered with, while it is asked about again.',
    }),
    staleIfError: seconds.meta({ description: 'So long after it is better than nothing.' }),
  })
  .meta({ description: 'For how long answers are remembered, in seconds.' });

const KINDS = ['ip', 'domain', 'hash', 'url'] as const;
const VERDICTS = ['malicious', 'suspicious', 'clean', 'benign', 'unrated'] as const;

const declared = z
  .strictObject({
    kinds: z.array(z.enum(KINDS)).min(1),
    baseUrl: text,
    path: text.meta({ description: 'With `{value}` and `{kind}`.' }),
    query: templates.optional().meta({ description: 'With `{value}`, `{kind}` and `{key}`.' }),
    headers: templates.optional().meta({ description: 'With `{kind}` and `{key}`.' }),
    notFoundIs404: z.boolean().optional(),
    found: text.optional().meta({
      description: 'In CEL over `answer`: when it says that something is known. Empty: always.',
    }),
    fields: z
      .record(text, text)
      .meta({ description: 'Members of the row, and where in the answer they are.' }),
    verdicts: z
      .array(z.strictObject({ when: text, verdict: z.enum(VERDICTS) }))
      .max(100)
      .optional()
      .meta({ description: 'The first whose condition, in CEL over `answer`, is met.' }),
    cost: z.int().min(1).optional().meta({ description: 'Units of the quota for one value.' }),
    countsSuccessOnly: z.boolean().optional(),
    quota,
  })
  .meta({ description: 'One that speaks JSON over HTTP and is described, not programmed.' });

const fields = {
  description: z.string().max(500),
  enabled: z.boolean(),
  builtIn: text.optional().meta({
    description:
      '`virustotal`, `greynoise`, `greynoise_community`, `abuseipdb`, `ipinfo`, `shodan`, `otx` or `urlscan`. Either this or `declared`.',
  }),
  declared: declared.optional(),
  key: z
    .strictObject({
      roleArn: text.meta({ description: 'A registered, active role that may read the secret.' }),
      secretArn: text,
      member: text.optional().meta({ description: 'Of its JSON. Absent: all of its text.' }),
    })
    .optional()
    .meta({ description: 'Where the key is kept: never the key itself.' }),
  baseUrl: text.optional().meta({ description: 'In the place of the built-in one.' }),
  quota: quota.optional(),
};

export const WriteProvider = z
  .strictObject({
    ...fields,
    description: fields.description.optional(),
    enabled: fields.enabled.optional(),
    cache: cache.optional(),
  })
  .meta({ id: 'WriteEnrichmentProvider' });
export type WriteProvider = z.output<typeof WriteProvider>;

export const Provider = z
  .object({
    name: z.string(),
    ...fields,
    cache,
    revision: z.int(),
    updatedAt: time,
    updatedBy: actor.optional(),
  })
  .meta({ id: 'EnrichmentProvider' });
export type Provider = z.output<typeof Provider>;

export const ProviderList = z
  .object({
    results: z.array(Provider),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'EnrichmentProviderList' });
export type ProviderList = z.output<typeof ProviderList>;
