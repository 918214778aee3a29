import type { Order, OrderBody, Sandbox } from '../src/index.js';
import type { Backend } from './aws.contract.js';

export const ENGINE = 'arn:aws:iam::111122223333:role/engine';
export const ACCOUNT = '444455556666';
const REGION = 'us-east-1';

/** A role of the customer's, a secret of the customer's. */
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const secretArn = (name: string) =>
  `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCdEf`;

export const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** By HTTP, as a process apart would have to. */
export const ordering =
  (sandbox: () => Sandbox) =>
  async <Name extends Order>(
    name: Name,
    body: OrderBody<Name>,
  ): Promise<Record<string, unknown>> => {
    const response = await fetch(`${sandbox().url}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };

export function sandboxBackend(sandbox: Sandbox): Backend {
  const order = ordering(() => sandbox);
  return {
    client: {
      endpoint: sandbox.url,
      region: REGION,
      credentials: { accessKeyId: 'ENGINE', secretAccessKey: 'any' },
    },
    role: async (name) => {
      await order('role', {
        arn: roleArn(name),
        trustPolicy: policy({
          Effect: 'Allow',
          Principal: { AWS: ENGINE },
          Action: 'sts:AssumeRole',
        }),
        permissionPolicies: [
          policy({ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' }),
        ],
      });
      return roleArn(name);
    },
    secret: async (name, value) => {
      const arn = secretArn(name);
      const kept =
        'text' in value ? value : { binary: Buffer.from(value.binary).toString('base64') };
      await order('secret', { arn, name, value: kept });
      return arn;
    },
    rotate: async (arn, text) => {
      await order('version', { arn, value: { text } });
    },
    remove: async (arn) => {
      await order('deleteSecret', { arn });
    },
  };
}
