import { list, port, processConfig, processEnvironment, secret } from '@margay/config';
import { canonicalBlock, parseNetwork } from '@margay/contracts';
import { z } from 'zod';

const network = z.string().transform((text, context) => {
  const canonical = canonicalBlock(text);
  if ('block' in canonical) return parseNetwork(canonical.block);
  context.addIssue(canonical.problem);
  return z.NEVER;
});

const perMinute = z.coerce.number().int().min(1).max(1_000_000_000);

/** Everything the gateway reads from its environment. */
export const GatewayConfig = z
  .object({
    ...processEnvironment,
    PORT: port.default(8080),
    HOST: z.string().default('127.0.0.1'),
    /** Networks of the proxies that stand before us. None: `X-Forwarded-For` is not looked at. */
    TRUSTED_PROXIES: list(network).optional(),
    /** What values are derived from under an idempotency key; the same on all replicas. */
    TOKEN_VALUE_SECRET: secret(32),
    /** Verified tokens that are kept. */
    TOKEN_CACHE_SIZE: z.coerce.number().int().min(1).max(10_000_000).default(100_000),
    /** Longest silence of `tokens` after which verified tokens are no longer trusted, in seconds. */
    TOKEN_STALENESS_SECONDS: z.coerce.number().min(2).max(60).default(5),
    /** Requests of one token that a replica lets through. */
    RATE_LIMIT_TOKEN_PER_MINUTE: perMinute.default(6_000),
    /** Keys of one address that a replica refuses before it looks at no more of them. */
    RATE_LIMIT_REFUSALS_PER_MINUTE: perMinute.default(300),
    /** Requests of one address that need no key. */
    RATE_LIMIT_ANONYMOUS_PER_MINUTE: perMinute.default(60),
    REQUEST_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(10),
  })
  .transform((env) => ({
    ...processConfig(env),
    http: { port: env.PORT, host: env.HOST },
    tokenValueSecret: env.TOKEN_VALUE_SECRET,
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    tokens: {
      cacheSize: env.TOKEN_CACHE_SIZE,
      stalenessMs: env.TOKEN_STALENESS_SECONDS * 1_000,
    },
    rateLimits: {
      tokenPerMinute: env.RATE_LIMIT_TOKEN_PER_MINUTE,
      refusalsPerMinute: env.RATE_LIMIT_REFUSALS_PER_MINUTE,
      anonymousPerMinute: env.RATE_LIMIT_ANONYMOUS_PER_MINUTE,
    },
    requestTimeoutMs: env.REQUEST_TIMEOUT_SECONDS * 1_000,
  }));

export type GatewayConfig = z.output<typeof GatewayConfig>;
