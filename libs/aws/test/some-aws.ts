import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Secret } from '@margay/config';
import { startTestSandbox } from '@margay/testing';
import type { AssumableRole, AssumableRoles, AwsSettings } from '../src/index.js';

export const ENGINE = 'arn:aws:iam::111122223333:role/engine';
export const EXTERNAL_ID = 'margay-for-specs';
const REGION = 'us-east-1';
/** moto has one account by default, and a role of it may read its secrets. */
const ACCOUNT = '123456789012';

export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** An AWS with somebody else's role and secrets in it. */
export interface SomeAws {
  readonly settings: AwsSettings;
  /** @returns the secret's ARN */
  secret(name: string, value: string | Uint8Array): Promise<string>;
  rotate(arn: string, text: string, stage?: 'AWSCURRENT' | 'AWSPENDING'): Promise<void>;
  remove(arn: string): Promise<void>;
  role(arn: string, secrets: readonly string[]): Promise<AssumableRole>;
  close(): Promise<void>;
}

export const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const trust = (Condition: object = { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }) =>
  policy(
    { Effect: 'Allow', Principal: { AWS: ENGINE }, Action: 'sts:AssumeRole', Condition },
    { Effect: 'Allow', Principal: { AWS: ENGINE }, Action: 'sts:SetSourceIdentity' },
  );

const settingsOf = (endpoint: string, accessKeyId: string): AwsSettings => ({
  region: REGION,
  endpoint,
  timeoutMs: 5_000,
  keys: new Secret({ accessKeyId, secretAccessKey: 'any' }),
});

const roleFor = (arn: string, secrets: readonly string[]): AssumableRole => ({
  id: arn,
  arn,
  externalId: EXTERNAL_ID,
  secrets,
});

export interface SandboxAws extends SomeAws {
  readonly order: Awaited<ReturnType<typeof startTestSandbox>>['order'];
  /** How often an action was asked for. */
  calls(action: string): Promise<number>;
}

export async function sandboxAws(): Promise<SandboxAws> {
  const { url, order, close } = await startTestSandbox();
  await order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
  let made = 0;
  return {
    settings: settingsOf(url, 'ENGINE'),
    order,
    close,
    calls: async (action) => Number((await order('calls'))[action] ?? 0),
    secret: async (name, value) => {
      const suffix = String(++made).padStart(6, '0');
      const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-${suffix}`;
      const kept =
        typeof value === 'string'
          ? { text: value }
          : { binary: Buffer.from(value).toString('base64') };
      await order('secret', { arn, name, value: kept });
      return arn;
    },
    rotate: async (arn, text, stage = 'AWSCURRENT') => {
      await order('version', { arn, value: { text }, stage });
    },
    remove: async (arn) => {
      await order('deleteSecret', { arn });
    },
    role: async (arn, secrets) => {
      const reading = policy({
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: secrets,
      });
      await order('role', { arn, trustPolicy: trust(), permissionPolicies: [reading] });
      return roleFor(arn, secrets);
    },
  };
}

/** A moto server. It opens sessions of any role and looks at no permission. */
export function motoAws(endpoint: string): SomeAws {
  const settings = settingsOf(endpoint, 'test');
  const client = new SecretsManagerClient({
    region: REGION,
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    settings,
    secret: async (name, value) => {
      const held = typeof value === 'string' ? { SecretString: value } : { SecretBinary: value };
      const { ARN } = await client.send(
        new CreateSecretCommand({ Name: `${name}-${process.pid}-${Date.now()}`, ...held }),
      );
      return ARN ?? '';
    },
    rotate: async (SecretId, SecretString, stage = 'AWSCURRENT') => {
      const VersionStages = [stage];
      await client.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages }));
    },
    remove: async (SecretId) => {
      await client.send(new DeleteSecretCommand({ SecretId }));
    },
    role: (arn, secrets) => Promise.resolve(roleFor(arn, secrets)),
    close: () => Promise.resolve(client.destroy()),
  };
}

/** Roles that a spec registers and takes away. */
export class ListedRoles implements AssumableRoles {
  private readonly roles = new Map<string, AssumableRole>();
  private readonly listeners: ((role: AssumableRole) => void)[] = [];

  add(role: AssumableRole): AssumableRole {
    this.roles.set(role.arn, role);
    return role;
  }

  withdraw(arn: string): void {
    const role = this.roles.get(arn);
    this.roles.delete(arn);
    if (role) for (const tell of this.listeners) tell(role);
  }

  list(): Promise<readonly AssumableRole[]> {
    return Promise.resolve([...this.roles.values()]);
  }

  find(arn: string): Promise<AssumableRole | undefined> {
    return Promise.resolve(this.roles.get(arn));
  }

  onWithdrawn(listener: (role: AssumableRole) => void): void {
    this.listeners.push(listener);
  }
}
