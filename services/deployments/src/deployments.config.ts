import { awsConfig, awsEnvironment } from '@margay/aws';
import { processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';

/** Everything the service reads from its environment. */
export const DeploymentsConfig = z
  .object({
    ...processEnvironment,
    ...awsEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
    /** How often it is looked which approvals are over. */
    APPROVAL_WATCH_SECONDS: z.coerce.number().min(1).max(3_600).default(30),
    /** The role that this service runs as: whom the inspection roles of accounts trust. */
    INSPECTOR_ROLE_ARN: z
      .string()
      .regex(/^arn:aws:iam::\d{12}:role\/[!-~]{1,600}$/, 'Must be the ARN of a role.'),
    /** How long a preflight may take. */
    PREFLIGHT_SECONDS: z.coerce.number().min(1).max(900).default(120),
    /** How often a deployment that is under way is looked at: while things change, and while they do not. */
    DEPLOYMENT_LOOK_SECONDS: z.coerce.number().min(0.05).max(60).default(2),
    DEPLOYMENT_LOOK_SECONDS_MAX: z.coerce.number().min(0.05).max(600).default(30),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    aws: awsConfig(env),
    inspectorRoleArn: env.INSPECTOR_ROLE_ARN,
    preflightMs: env.PREFLIGHT_SECONDS * 1_000,
    runLookMs: {
      least: env.DEPLOYMENT_LOOK_SECONDS * 1_000,
      most: env.DEPLOYMENT_LOOK_SECONDS_MAX * 1_000,
    },
    approvalWatchMs: env.APPROVAL_WATCH_SECONDS * 1_000,
  }));

export type DeploymentsConfig = z.output<typeof DeploymentsConfig>;
