import { awsConfig, awsEnvironment } from '@margay/aws';
import { processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';
import { parseRoleArn } from './role-arn.js';

const roleArn = z.string().superRefine((text, context) => {
  const arn = parseRoleArn(text);
  if ('problem' in arn) context.addIssue({ code: 'custom', message: arn.problem });
});

/** Everything the service reads from its environment. */
export const RolesConfig = z
  .object({
    ...processEnvironment,
    ...awsEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
    /** The role that the detection engine runs as. */
    ENGINE_ROLE_ARN: roleArn,
    /** The role that the tests of detections run as. Without it, roles are for the engine alone. */
    UNIT_TEST_ROLE_ARN: roleArn.optional(),
    /** How often a role in use is verified again. */
    VERIFICATION_INTERVAL_SECONDS: z.coerce.number().min(1).max(2_592_000).default(86_400),
    /** The same after one that did not pass. */
    VERIFICATION_RETRY_SECONDS: z.coerce.number().min(1).max(2_592_000).default(3_600),
    /** How long IAM may take to hear of a change before a step has failed. */
    VERIFICATION_GRACE_SECONDS: z.coerce.number().min(0).max(120).default(20),
    /** Verifications under way at the same time. */
    VERIFICATION_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    aws: awsConfig(env),
    verification: {
      intervals: {
        regularMs: env.VERIFICATION_INTERVAL_SECONDS * 1_000,
        soonMs: env.VERIFICATION_RETRY_SECONDS * 1_000,
      },
      graceMs: env.VERIFICATION_GRACE_SECONDS * 1_000,
      concurrency: env.VERIFICATION_CONCURRENCY,
    },
    principals: {
      engine: env.ENGINE_ROLE_ARN,
      ...(env.UNIT_TEST_ROLE_ARN ? { unitTest: env.UNIT_TEST_ROLE_ARN } : {}),
    },
  }));

export type RolesConfig = z.output<typeof RolesConfig>;
