import { processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';

/** Everything the service reads from its environment. */
export const DeploymentsConfig = z
  .object({
    ...processEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
    /** How often it is looked which approvals are over. */
    APPROVAL_WATCH_SECONDS: z.coerce.number().min(1).max(3_600).default(30),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    approvalWatchMs: env.APPROVAL_WATCH_SECONDS * 1_000,
  }));

export type DeploymentsConfig = z.output<typeof DeploymentsConfig>;
