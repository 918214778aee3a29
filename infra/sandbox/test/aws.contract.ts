import { describe, expect, it } from '@jest/globals';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export interface Backend {
  /** Where it is, and whose credentials calls are made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** A role that trusts whoever calls, and may read the secrets of its account. @returns its ARN */
  role(name: string): Promise<string>;
  /** @returns its ARN */
  secret(name: string, value: { text: string } | { binary: Uint8Array }): Promise<string>;
  rotate(arn: string, text: string): Promise<void>;
  remove(arn: string): Promise<void>;
}

/** What every AWS does, real, ours or somebody else's. */
export function awsContract(name: string, backendOf: () => Backend): void {
  describe(`${name}, as any AWS,`, () => {
    let made = 0;
    const fresh = (prefix: string) => `${prefix}-${process.pid}-${++made}`;
    const sts = () => new STSClient(backendOf().client);
    const assume = async (more: object = {}) =>
      sts().send(
        new AssumeRoleCommand({
          RoleArn: await backendOf().role(fresh('reader')),
          RoleSessionName: 'contract',
          ...more,
        }),
      );
    const secretsAs = async () => {
      const { Credentials } = await assume();
      return new SecretsManagerClient({
        ...backendOf().client,
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        },
      });
    };
    const read = async (client: SecretsManagerClient, SecretId: string, more: object = {}) =>
      client.send(new GetSecretValueCommand({ SecretId, ...more }));

    it('hands out credentials that speak for the role', async () => {
      const { Credentials, AssumedRoleUser } = await assume();
      expect(AssumedRoleUser?.Arn).toMatch(
        /^arn:aws:sts::\d{12}:assumed-role\/reader-.*\/contract$/,
      );
      expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
      const as = new STSClient({
        ...backendOf().client,
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        },
      });
      const { Arn, Account } = await as.send(new GetCallerIdentityCommand({}));
      expect(Arn).toBe(AssumedRoleUser?.Arn);
      expect(Account).toBe(Arn?.split(':')[4]);
    });

    it('reads a secret by its ARN and by its name', async () => {
      const secretName = fresh('siem/text');
      const arn = await backendOf().secret(secretName, { text: '{"key":"k"}' });
      const client = await secretsAs();
      for (const id of [arn, secretName])
        expect(await read(client, id)).toMatchObject({
          ARN: arn,
          Name: secretName,
          SecretString: '{"key":"k"}',
          VersionStages: ['AWSCURRENT'],
        });
    });

    it('reads bytes as bytes', async () => {
      const arn = await backendOf().secret(fresh('binary'), { binary: new Uint8Array([0, 255]) });
      const { SecretBinary, SecretString } = await read(await secretsAs(), arn);
      expect([...(SecretBinary ?? [])]).toEqual([0, 255]);
      expect(SecretString).toBeUndefined();
    });

    it('moves labels when a secret is rotated', async () => {
      const arn = await backendOf().secret(fresh('rotated'), { text: 'old' });
      const client = await secretsAs();
      const before = await read(client, arn);
      await backendOf().rotate(arn, 'new');
      const after = await read(client, arn);
      expect(after.SecretString).toBe('new');
      const previous = await read(client, arn, { VersionStage: 'AWSPREVIOUS' });
      expect([previous.SecretString, previous.VersionId]).toEqual(['old', before.VersionId]);
      expect((await read(client, arn, { VersionId: before.VersionId })).SecretString).toBe('old');
      const { VersionIdsToStages } = await client.send(
        new DescribeSecretCommand({ SecretId: arn }),
      );
      expect(VersionIdsToStages).toEqual({
        [String(after.VersionId)]: ['AWSCURRENT'],
        [String(before.VersionId)]: ['AWSPREVIOUS'],
      });
    });

    it('has no label that no version has', async () => {
      const arn = await backendOf().secret(fresh('steady'), { text: 'x' });
      await expect(
        read(await secretsAs(), arn, { VersionStage: 'AWSPENDING' }),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });

    it('has no secret that nobody made', async () => {
      await expect(read(await secretsAs(), fresh('none'))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    it('reads no secret that is to be deleted', async () => {
      const arn = await backendOf().secret(fresh('doomed'), { text: 'x' });
      await backendOf().remove(arn);
      await expect(read(await secretsAs(), arn)).rejects.toMatchObject({
        name: 'InvalidRequestException',
      });
    });
  });
}
