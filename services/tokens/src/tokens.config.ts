import { Peppers, processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';

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
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    peppers: env.TOKEN_PEPPERS,
    cursorSecret: env.CURSOR_SECRET,
    bootstrapFingerprint: env.BOOTSTRAP_TOKEN_FINGERPRINT,
  }));

export type TokensConfig = z.output<typeof TokensConfig>;
