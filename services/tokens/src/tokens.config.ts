import { Peppers, processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';
import { LEAK_POLICIES } from './token/leak.js';

const days = z.coerce.number().int().min(1).max(3_650);

/** Everything the service reads from its environment. */
export const TokensConfig = z
  .object({
    ...processEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    /** The first signs, all verify. */
    TOKEN_PEPPERS: Peppers,
    CURSOR_SECRET: secret(16),
    /** SHA-256 of the first token's value, in hex. */
    BOOTSTRAP_TOKEN_FINGERPRINT: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'Must be 64 hexadecimal digits')
      .optional(),
    /** Of a token whose maker says nothing. */
    TOKEN_LIFETIME_DAYS_DEFAULT: days.optional(),
    TOKEN_LIFETIME_DAYS_MAX: days.optional(),
    /** What becomes of tokens whose values leaked. */
    LEAK_POLICY: z.enum(LEAK_POLICIES).default('disable'),
    /** How often it is looked whose end is near. */
    NOTICE_INTERVAL_SECONDS: z.coerce.number().min(0.05).max(3_600).default(30),
  })
  .refine(
    ({ TOKEN_LIFETIME_DAYS_DEFAULT: usual = 0, TOKEN_LIFETIME_DAYS_MAX: most = usual }) =>
      usual <= most,
    {
      path: ['TOKEN_LIFETIME_DAYS_DEFAULT'],
      message: 'Must not be more than TOKEN_LIFETIME_DAYS_MAX',
    },
  )
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    peppers: env.TOKEN_PEPPERS,
    cursorSecret: env.CURSOR_SECRET,
    lifetimes: {
      ...(env.TOKEN_LIFETIME_DAYS_DEFAULT ? { daysDefault: env.TOKEN_LIFETIME_DAYS_DEFAULT } : {}),
      ...(env.TOKEN_LIFETIME_DAYS_MAX ? { daysMax: env.TOKEN_LIFETIME_DAYS_MAX } : {}),
    },
    leakPolicy: env.LEAK_POLICY,
    noticeIntervalMs: env.NOTICE_INTERVAL_SECONDS * 1_000,
    bootstrapFingerprint: env.BOOTSTRAP_TOKEN_FINGERPRINT,
  }));

export type TokensConfig = z.output<typeof TokensConfig>;
