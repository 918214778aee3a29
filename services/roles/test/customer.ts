import { randomUUID } from 'node:crypto';
import { Secret } from '@margay/config';
import type { AwsSettings } from '@margay/aws';
import type { RolesApi } from '@margay/contracts';
import type { Client } from '@margay/messaging';
import { eventually, startTestSandbox, type TestSandbox } from '@margay/testing';
import { ENGINE, TESTS } from './serving.js';

export const ACCOUNT = '444455556666';
export const CANARY = 'canary-9e07';

export const caller = () => ({
  actor: { type: 'api-token', id: 'maker', name: 'Maker' } as const,
  requestId: randomUUID(),
});

export const settingsOf = (endpoint: string): AwsSettings => ({
  endpoint,
  region: 'us-east-1',
  timeoutMs: 5_000,
  keys: new Secret({ accessKeyId: 'ENGINE', secretAccessKey: 'any' }),
});

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** A sandbox in which we are the engine, and may become the unit-test role. */
export async function sandboxWithUs(): Promise<TestSandbox> {
  const aws = await startTestSandbox();
  await aws.order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
  const byEngine = { Effect: 'Allow', Principal: { AWS: ENGINE } };
  await aws.order('role', {
    arn: TESTS,
    trustPolicy: policy(
      { ...byEngine, Action: 'sts:AssumeRole' },
      { ...byEngine, Action: 'sts:SetSourceIdentity' },
    ),
  });
  return aws;
}

/** Somebody with an account at AWS, who registers a role and makes it by the templates. */
export class Customer {
  private made = 0;

  constructor(
    readonly aws: TestSandbox,
    readonly roles: Client<typeof RolesApi>,
  ) {}

  /** @returns the role as registered, and made at AWS unless told otherwise */
  async role({ secrets = 1, objects = 0, make = true, environment = 'detection' } = {}) {
    const name = `reader-${process.pid}-${++this.made}`;
    const arns = Array.from(
      { length: secrets },
      (_, index) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}-${index}-AbCdEf`,
    );
    for (const arn of arns)
      await this.aws.order('secret', { arn, name: `${name}-of-${arn}`, value: { text: CANARY } });
    const files = Array.from(
      { length: objects },
      (_, index) => `arn:aws:s3:::tables/${name}/${index}.csv`,
    );
    for (const arn of files) await this.aws.order('object', { arn, text: CANARY });
    const { role } = await this.roles.proposeRole(
      {
        arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        purpose: 'reads a key',
        environment,
        secrets: arns,
        objects: files,
      },
      caller(),
    );
    const { id = '', arn = '' } = role ?? {};
    if (make) await this.make(id);
    return { id, arn, secrets: arns, objects: files };
  }

  /** Makes the role as its templates say, or with another document. */
  async make(id: string, change: (document: string) => string = (same) => same, kind = 'trust') {
    const { role } = await this.roles.getRole({ id }, caller());
    const { trustPolicy, permissionPolicy } = await this.roles.getRoleTemplates({ id }, caller());
    await this.aws.order('role', {
      arn: role?.arn,
      trustPolicy: kind === 'trust' ? change(trustPolicy) : trustPolicy,
      permissionPolicies: [kind === 'trust' ? permissionPolicy : change(permissionPolicy)],
    });
  }

  async verify(id: string, documents: object = {}) {
    const { verification } = await this.roles.verifyRole({ id, ...documents }, caller());
    return this.concluded(id, verification?.id ?? '');
  }

  /** The verification once it has ended. */
  concluded(id: string, verificationId: string) {
    return eventually('the verification ends', async () => {
      const { verifications } = await this.roles.listRoleVerifications({ id }, caller());
      const found = verifications.find((each) => each.id === verificationId);
      return found && found.outcome !== 'running' && found;
    });
  }

  async status(id: string) {
    return (await this.roles.getRole({ id }, caller())).role?.status;
  }
}
