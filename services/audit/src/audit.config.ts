import { processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';

/** Everything the service reads from its environment. */
export const AuditConfig = z
  .object({
    ...processEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
  }));

export type AuditConfig = z.output<typeof AuditConfig>;
