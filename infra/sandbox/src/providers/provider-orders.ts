import { z } from 'zod';
import type { World } from '../world.js';
import { MISHAPS, type Mishap } from './mishaps.js';
import { PROVIDER_NAMES } from './providers.js';
import type { Limit } from './limits.js';
import type { Verdict } from './provider.js';

const provider = z.enum(PROVIDER_NAMES as [string, ...string[]]);
const ms = z.number().int().min(0).max(60_000);

/** What may be ordered of the providers. */
export const PROVIDER_ORDERS = {
  providerLimits: {
    body: z.strictObject({
      provider,
      limits: z
        .array(
          z.strictObject({
            kind: z.enum(['rolling', 'fixed']),
            seconds: z.number().min(0.1),
            limit: z.number().int().min(0),
          }),
        )
        .max(8),
    }),
    obey: ({ providers }: World, order: { provider: string; limits: readonly Limit[] }) =>
      providers.setLimits(order.provider, order.limits),
  },
  providerKeys: {
    body: z.strictObject({ provider, keys: z.array(z.string().min(1)) }),
    obey: ({ providers }: World, order: { provider: string; keys: readonly string[] }) =>
      providers.setKeys(order.provider, order.keys),
  },
  providerLatency: {
    body: z.strictObject({ provider, ms }),
    obey: ({ providers }: World, order: { provider: string; ms: number }) =>
      providers.setLatency(order.provider, order.ms),
  },
  indicator: {
    body: z.strictObject({
      value: z.string().min(1),
      verdict: z.enum(['malicious', 'suspicious', 'clean', 'benign', 'unknown']),
    }),
    obey: ({ providers }: World, { value, verdict }: { value: string; verdict: Verdict }) =>
      providers.know(value, verdict),
  },
  mishap: {
    body: z.strictObject({
      provider,
      kind: z.enum(MISHAPS),
      times: z.number().int().min(1).optional(),
      every: z.number().int().min(1).optional(),
      status: z.number().int().min(400).max(599).optional(),
      retryAfterSeconds: z.number().int().min(0).optional(),
      asDate: z.boolean().optional(),
      delayMs: ms.optional(),
    }),
    obey: ({ providers }: World, mishap: Mishap) => providers.mishaps.add(mishap),
  },
  clearMishaps: {
    body: z.strictObject({}),
    obey: ({ providers }: World) => providers.mishaps.clear(),
  },
  providerCalls: {
    body: z.strictObject({
      provider,
      /** So many of the log. */
      logged: z.number().int().min(0).max(10_000).default(100),
    }),
    obey: ({ providers }: World, order: { provider: string; logged: number }) =>
      providers.report(order.provider, order.logged),
  },
} as const;
