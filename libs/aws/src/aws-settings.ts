import { type Secret, url } from '@margay/config';
import { z } from 'zod';

/** The variables that a process which talks to AWS reads. Spread into the object of its own schema. */
export const awsEnvironment = {
  AWS_REGION: z.string().min(1).default('us-east-1'),
  /** Another AWS than the real one: the sandbox, moto, LocalStack. */
  AWS_ENDPOINT_URL: url(/^https?$/).optional(),
  /** How long one attempt of a call may take. */
  AWS_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(5),
};

type AwsEnvironment = z.output<z.ZodObject<typeof awsEnvironment>>;

/** Keys as AWS hands them out, together with what belongs to them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AwsSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly timeoutMs: number;
  /** Absent: those that the SDK finds in its surroundings. */
  readonly keys?: Secret<Keys>;
}

/** The same in the shape that `AwsClients` takes. */
export const awsConfig = (env: AwsEnvironment): AwsSettings => ({
  region: env.AWS_REGION,
  timeoutMs: env.AWS_TIMEOUT_SECONDS * 1_000,
  ...(env.AWS_ENDPOINT_URL ? { endpoint: env.AWS_ENDPOINT_URL } : {}),
});
