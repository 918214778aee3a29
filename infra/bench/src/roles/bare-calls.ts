import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { MadeRole } from './customers.js';

const REGION = 'us-east-1';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The calls of AWS that a verification makes, and nothing else: for two principals, all as one. */
export class BareCalls {
  private readonly sts: STSClient;

  constructor(private readonly endpoint: string) {
    this.sts = new STSClient({
      endpoint,
      region: REGION,
      credentials: { accessKeyId: 'MARGAYENGINE', secretAccessKey: 'any' },
    });
  }

  async of({ arn, externalId, secret }: MadeRole): Promise<void> {
    const keys = await this.assume(arn, externalId);
    await this.assume(arn, externalId);
    const settings = { endpoint: this.endpoint, region: REGION, credentials: keys };
    const sts = new STSClient(settings);
    await sts.send(new GetCallerIdentityCommand({}));
    for (const id of [undefined, undefined, 'wrong', 'wrong'])
      await this.assume(arn, id).catch(() => undefined);
    await this.assume(arn, externalId);
    const secrets = new SecretsManagerClient(settings);
    const describe = (SecretId: string) => secrets.send(new DescribeSecretCommand({ SecretId }));
    const read = (SecretId: string) => secrets.send(new GetSecretValueCommand({ SecretId }));
    await describe(secret);
    await describe(secret);
    await read(secret);
    await describe(`${secret}-other`).catch(() => undefined);
    await read(`${secret}-other`).catch(() => undefined);
    sts.destroy();
    secrets.destroy();
  }

  private async assume(RoleArn: string, ExternalId: string | undefined): Promise<Keys> {
    const { Credentials } = await this.sts.send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: 'bench',
        SourceIdentity: 'margay-bench',
        ...(ExternalId === undefined ? {} : { ExternalId }),
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      ...(Credentials?.SessionToken ? { sessionToken: Credentials.SessionToken } : {}),
    };
  }
}
