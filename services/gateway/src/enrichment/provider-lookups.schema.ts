import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });
const text = z.string();
const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const KINDS = ['ip', 'domain', 'hash', 'url'] as const;

const kind = z.enum(KINDS).optional().meta({ description: 'Absent: whatever it looks like.' });
const value = z.string().min(1).max(2_048);

export const AskProvider = z
  .strictObject({
    values: z.array(value).min(1).max(100),
    kind,
    alert: z.boolean().optional().meta({ description: 'May use what is reserved for alerts.' }),
    waitMs: z.int().min(0).max(20_000).optional().meta({
      description: 'How long a value may wait for units of the quota. Absent: now or not at all.',
    }),
  })
  .meta({ id: 'AskProvider' });
export type AskProvider = z.output<typeof AskProvider>;

export const ProviderAnswers = z
  .object({
    results: z
      .array(
        z.object({
          value: text,
          kind: text.optional(),
          status: text.meta({
            description:
              '`hit`, `fresh`, `stale`, `not_found`, `skipped`, `throttled`, `open`, `timeout`, `denied` or `error`.',
          }),
          reason: text.optional().meta({ description: 'Why, where the status does not say it.' }),
          verdict: text.optional().meta({
            description: '`malicious`, `suspicious`, `clean`, `benign` or `unrated`.',
          }),
          row: z.record(z.string(), z.unknown()).optional(),
          ageMs: z.int().optional().meta({ description: 'How long ago it was said.' }),
          tier: text.optional().meta({
            description: 'Who remembered it: this `process`, or all replicas (`shared`).',
          }),
          retryAt: time.optional().meta({ description: 'When asking again may help.' }),
        }),
      )
      .meta({ description: 'One for each value, in their order.' }),
  })
  .meta({ id: 'ProviderAnswers' });
export type ProviderAnswers = z.output<typeof ProviderAnswers>;

export const QuotaList = z
  .object({
    results: z.array(
      z.object({
        provider: text,
        windows: z
          .array(
            z.object({
              window: text.meta({ description: '`rolling 60`, `fixed 86400`, `calendar …`.' }),
              limit: z.int(),
              used: z.int().meta({
                description: 'Spent, lent, or used by others with the same key.',
              }),
              left: z.int(),
              resetAt: time.meta({
                description:
                  'When all of it is there again; of a rolling window, when the next unit is.',
              }),
              emptyAt: time.optional().meta({
                description: 'When nothing is left if it goes on like this.',
              }),
            }),
          )
          .meta({ description: 'All of them bind at once.' }),
      }),
    ),
  })
  .meta({ id: 'ProviderQuotaList' });
export type QuotaList = z.output<typeof QuotaList>;

const states = ['closed', 'open', 'half_open', 'forced_open', 'forced_closed'] as const;

export const Breaker = z
  .object({
    provider: text,
    state: z.enum(states).meta({ description: 'As most replicas have it.' }),
    states: z.array(
      z.object({
        replica: text,
        keyVersion: text,
        state: z.enum(states),
        cause: text.optional().meta({
          description: '`throttled`, `unavailable`, `timeout`, `slow`, `denied` or `malformed`.',
        }),
        nextProbeAt: time.optional(),
      }),
    ),
    order: z
      .object({ state: z.enum(['open', 'closed']), reason: text, at: time, by: actor.optional() })
      .optional()
      .meta({ description: 'What an operator ordered; absent: calls decide.' }),
  })
  .meta({ id: 'ProviderBreaker' });
export type Breaker = z.output<typeof Breaker>;

export const BreakerList = z
  .object({
    results: z.array(Breaker),
    replicas: z.int().meta({ description: 'Heard of in the last seconds.' }),
  })
  .meta({ id: 'ProviderBreakerList' });
export type BreakerList = z.output<typeof BreakerList>;

export const ForceBreaker = z
  .strictObject({
    state: z.enum(['open', 'closed', 'automatic']).meta({
      description: '`open`: no call; `closed`: every call; `automatic` takes the order back.',
    }),
    reason: z.string().max(500).optional().meta({ description: 'Needed for an order.' }),
  })
  .meta({ id: 'ForceProviderBreaker' });
export type ForceBreaker = z.output<typeof ForceBreaker>;

export const PurgeAnswers = z
  .strictObject({
    value: value.optional().meta({ description: 'What was said of this. Absent: of everything.' }),
    kind,
    verdict: text.max(20).optional().meta({
      description: 'What was answered so, or `not_found`. Absent: whatever was answered.',
    }),
  })
  .meta({ id: 'PurgeProviderAnswers' });
export type PurgeAnswers = z.output<typeof PurgeAnswers>;

export const Purged = z
  .object({
    purged: z.int().meta({ description: 'Answers that replicas shared and that are gone.' }),
  })
  .meta({ id: 'PurgedProviderAnswers' });
export type Purged = z.output<typeof Purged>;
