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
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
    /** The role that the detection engine runs as. */
    ENGINE_ROLE_ARN: roleArn,
    /** The role that the tests of detections run as. Without it, roles are for the engine alone. */
    UNIT_TEST_ROLE_ARN: roleArn.optional(),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    principals: {
      engine: env.ENGINE_ROLE_ARN,
      ...(env.UNIT_TEST_ROLE_ARN ? { unitTest: env.UNIT_TEST_ROLE_ARN } : {}),
    },
  }));

export type RolesConfig = z.output<typeof RolesConfig>;
