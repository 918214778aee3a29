import { awsConfig, awsEnvironment } from '@margay/aws';
import { processConfig, processEnvironment } from '@margay/config';
import { z } from 'zod';

/** What a process that runs detections reads from its environment. */
export const KitConfig = z
  .object({
    ...processEnvironment,
    ...awsEnvironment,
    /** `unit-test` where detections are tested: then only what trusts the unit-test role is there. */
    DETECTION_ENVIRONMENT: z.enum(['detection', 'unit-test']).default('detection'),
  })
  .transform((env) => ({
    nats: processConfig(env).nats,
    aws: awsConfig(env),
    environment: env.DETECTION_ENVIRONMENT,
  }));

export type KitConfig = z.output<typeof KitConfig>;
