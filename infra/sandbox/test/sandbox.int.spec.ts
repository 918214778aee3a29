import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../src/index.js';
import { awsContract } from './aws.contract.js';
import { ENGINE, ordering, policy, roleArn, sandboxBackend, secretArn } from './sandbox-backend.js';
import { stacksContract } from './stacks.contract.js';

const ROLE = roleArn('reader');
const SECRET = secretArn('vt');
const OTHER = secretArn('other');
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const trusting = (more: object = {}, ...others: object[]) =>
  policy(
    {
      Effect: 'Allow',
      Principal: { AWS: ENGINE },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'right' } },
      ...more,
    },
    ...others,
  );
const reading = (Resource: string | string[] = SECRET) =>
  policy({
    Effect: 'Allow',
    Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    Resource,
  });

describe('the sandbox', () => {
  let sandbox: Sandbox;
  const order = ordering(() => sandbox);

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await order('reset', {});
    await order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
    await order('role', { arn: ROLE, trustPolicy: trusting(), permissionPolicies: [reading()] });
    await order('secret', { arn: SECRET, name: 'vt', value: { text: 'hunter2' } });
    await order('secret', { arn: OTHER, name: 'other', value: { text: 'x' } });
  });

  awsContract('the sandbox', () => sandboxBackend(sandbox));

  describe('in a hurry', () => {
    beforeEach(() => order('timeCompression', { factor: 100_000 }));
    stacksContract('the sandbox', () => sandboxBackend(sandbox).client);
  });

  const settings = (credentials: object = { accessKeyId: 'ENGINE', secretAccessKey: 'any' }) => ({
    endpoint: sandbox.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: credentials as { accessKeyId: string; secretAccessKey: string },
  });
  const sts = (credentials?: object) => new STSClient(settings(credentials));
  const assume = async (more: object = {}) => {
    const { Credentials } = await sts().send(
      new AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'spec',
        ExternalId: 'right',
        ...more,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  };
  const read = (credentials: object, SecretId = SECRET) =>
    new SecretsManagerClient(settings(credentials)).send(new GetSecretValueCommand({ SecretId }));
  const describeSecret = (credentials: object, SecretId = SECRET) =>
    new SecretsManagerClient(settings(credentials)).send(new DescribeSecretCommand({ SecretId }));
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

  describe('STS', () => {
    it.each([
      ['the right id', {}, true],
      ['no id', { ExternalId: undefined }, false],
      ['a wrong id', { ExternalId: 'wrong' }, false],
      ['a role that is not there', { RoleArn: roleArn('none') }, false],
    ])('with %s', async (_what, more, admitted) => {
      if (admitted) await expect(assume(more)).resolves.toBeDefined();
      else await expect(assume(more)).rejects.toMatchObject(denied);
    });

    it('admits nobody whom the role does not trust', async () => {
      const stranger = { accessKeyId: 'STRANGER', roleArn: `${ENGINE}2` };
      await order('accessKey', stranger);
      const command = new AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'spec',
        ExternalId: 'right',
      });
      const credentials = { accessKeyId: 'STRANGER', secretAccessKey: 'any' };
      await expect(sts(credentials).send(command)).rejects.toMatchObject(denied);
    });

    it('lets in without an id whom a hole lets in', async () => {
      const Condition = { StringEqualsIfExists: { 'sts:ExternalId': 'right' } };
      await order('role', { arn: ROLE, trustPolicy: trusting({ Condition }) });
      await expect(assume({ ExternalId: undefined })).resolves.toBeDefined();
      await expect(assume({ ExternalId: 'wrong' })).rejects.toMatchObject(denied);
    });

    it('takes a source identity only where the role lets it be set', async () => {
      const SourceIdentity = 'margay-roles';
      await expect(assume({ SourceIdentity })).rejects.toMatchObject(denied);
      const name = { Effect: 'Allow', Principal: { AWS: ENGINE }, Action: 'sts:SetSourceIdentity' };
      await order('role', { arn: ROLE, trustPolicy: trusting({}, name) });
      await expect(assume({ SourceIdentity })).resolves.toBeDefined();
    });

    it.each([
      ['a short session name', { RoleSessionName: 'x' }, 'ValidationError'],
      ['a name with blanks', { RoleSessionName: 'a b' }, 'ValidationError'],
      ['a short duration', { DurationSeconds: 899 }, 'ValidationError'],
      ['a duration beyond chaining', { DurationSeconds: 3_601 }, 'ValidationError'],
      ['a session policy that is none', { Policy: '{' }, 'MalformedPolicyDocument'],
      ['a session policy that is too large', { Policy: ' '.repeat(2_049) }, 'PackedPolicyTooLarge'],
    ])('refuses %s', async (_what, more, code) => {
      await expect(assume(more)).rejects.toMatchObject({
        name: expect.stringContaining(code) as unknown,
      });
    });

    it('hears of a changed role only after a while', async () => {
      await order('clock', { offsetMs: 0, propagationMs: 600_000 });
      await order('role', { arn: ROLE, trustPolicy: trusting({ Effect: 'Deny' }) });
      await order('clock', { offsetMs: 0, propagationMs: 0 });
      await expect(assume()).rejects.toMatchObject(denied);
      await order('role', { arn: ROLE, trustPolicy: trusting() });
      await order('clock', { offsetMs: 0, propagationMs: 600_000 });
      await expect(assume()).rejects.toMatchObject(denied);
    });

    it('knows no key that nobody gave out', async () => {
      const client = sts({ accessKeyId: 'NOBODY', secretAccessKey: 'any' });
      await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
      });
    });

    it('knows no session without its token', async () => {
      const { sessionToken: _gone, ...half } = await assume();
      await expect(sts(half).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
      });
    });
  });

  describe('Secrets Manager', () => {
    it('lets a session read what its role may, and nothing else', async () => {
      const session = await assume();
      expect((await read(session)).SecretString).toBe('hunter2');
      expect((await describeSecret(session)).Name).toBe('vt');
      await expect(read(session, OTHER)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await expect(describeSecret(session, OTHER)).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    });

    it('lets a narrowed session read what both it and its role may', async () => {
      await order('role', {
        arn: ROLE,
        trustPolicy: trusting(),
        permissionPolicies: [reading([SECRET, OTHER])],
      });
      const narrowed = await assume({ Policy: reading(SECRET) });
      expect((await read(narrowed)).SecretString).toBe('hunter2');
      await expect(read(narrowed, OTHER)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      const beyond = await assume({ Policy: reading('*') });
      expect((await read(beyond, OTHER)).SecretString).toBe('x');
    });

    it('stops answering a session whose role is gone', async () => {
      const session = await assume();
      await order('removeRole', { arn: ROLE });
      await expect(read(session)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    });

    it('stops answering a session that has expired', async () => {
      const session = await assume({ DurationSeconds: 900 });
      await order('clock', { offsetMs: 901_000, propagationMs: 0 });
      // The client's clock follows the sandbox's; the session's end has passed all the same.
      const client = new SecretsManagerClient({ ...settings(session), systemClockOffset: 901_000 });
      await expect(
        client.send(new GetSecretValueCommand({ SecretId: SECRET })),
      ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    });

    it('refuses who signs by another clock', async () => {
      const session = await assume();
      await order('clock', { offsetMs: 3_600_000, propagationMs: 0 });
      await expect(read(session)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    });

    describe('with a key of the customer', () => {
      const LOCKED = secretArn('locked');
      const allow = (...more: object[]) =>
        order('role', {
          arn: ROLE,
          trustPolicy: trusting(),
          permissionPolicies: [reading(LOCKED), ...more.map((statement) => policy(statement))],
        });
      const decrypt = {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY,
        Condition: { StringEquals: { 'kms:EncryptionContext:SecretARN': LOCKED } },
      };
      beforeEach(async () => {
        await order('secret', { arn: LOCKED, name: 'locked', kmsKey: KEY, value: { text: 'k' } });
      });

      it('reads where the key may be used', async () => {
        await allow(decrypt);
        expect((await read(await assume(), LOCKED)).SecretString).toBe('k');
      });
      it('describes, but does not read, where it may not', async () => {
        await allow();
        const session = await assume();
        expect((await describeSecret(session, LOCKED)).KmsKeyId).toBe(KEY);
        await expect(read(session, LOCKED)).rejects.toMatchObject({
          name: 'AccessDeniedException',
          message: expect.stringContaining('KMS') as unknown,
        });
      });
      it.each(['Disabled', 'PendingDeletion'] as const)('does not read with %s', async (state) => {
        await allow(decrypt);
        await order('key', { arn: KEY, state });
        await expect(read(await assume(), LOCKED)).rejects.toMatchObject({
          name: 'DecryptionFailure',
        });
      });
    });

    it('keeps a new version aside until its label moves', async () => {
      const session = await assume();
      const { versionId } = await order('version', {
        arn: SECRET,
        value: { text: 'next' },
        stage: 'AWSPENDING',
      });
      expect((await read(session)).SecretString).toBe('hunter2');
      expect((await describeSecret(session)).VersionIdsToStages).toMatchObject({
        [String(versionId)]: ['AWSPENDING'],
      });
      const current = { arn: SECRET, stage: 'AWSCURRENT', versionId: String(versionId) };
      await order('stage', current);
      expect(await read(session)).toMatchObject({
        SecretString: 'next',
        VersionStages: ['AWSCURRENT'],
      });
    });
  });

  describe('IAM', () => {
    const simulate = (ResourceArns: string[]) =>
      order('accessKey', { accessKeyId: 'LOCAL', roleArn: roleArn('admin') }).then(() =>
        new IAMClient(settings({ accessKeyId: 'LOCAL', secretAccessKey: 'any' })).send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: ROLE,
            ActionNames: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
            ResourceArns,
          }),
        ),
      );

    it('simulates what the policies of a role say', async () => {
      const { EvaluationResults = [] } = await simulate([SECRET, OTHER]);
      expect(EvaluationResults.map((result) => result.EvalDecision)).toEqual([
        'allowed',
        'implicitDeny',
        'implicitDeny',
        'implicitDeny',
      ]);
    });

    it('tells apart what the organisation decides', async () => {
      const all = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
      const guard = policy({ Effect: 'Deny', Action: 'secretsmanager:Get*', Resource: SECRET });
      const decide = async (levels: string[][]) => {
        await order('organization', { account: ROLE.split(':')[4] ?? '', levels });
        const { EvaluationResults = [] } = await simulate([SECRET]);
        return EvaluationResults.map(({ EvalDecision, OrganizationsDecisionDetail }) => [
          EvalDecision,
          OrganizationsDecisionDetail?.AllowedByOrganizations,
        ]);
      };
      expect(await decide([[all], [all]])).toEqual([
        ['allowed', true],
        ['implicitDeny', true],
      ]);
      expect(await decide([[all], [all, guard]])).toEqual([
        ['explicitDeny', false],
        ['implicitDeny', true],
      ]);
      expect(await decide([[all], [guard]])).toEqual([
        ['explicitDeny', false],
        ['implicitDeny', false],
      ]);
    });

    it('says nothing of an organisation where there is none', async () => {
      const { EvaluationResults = [] } = await simulate([SECRET]);
      expect(EvaluationResults[0]).not.toHaveProperty('OrganizationsDecisionDetail');
    });

    it('does so for nobody of another account', async () => {
      const command = new SimulatePrincipalPolicyCommand({
        PolicySourceArn: ROLE,
        ActionNames: ['secretsmanager:GetSecretValue'],
      });
      await expect(new IAMClient(settings()).send(command)).rejects.toMatchObject(denied);
    });
  });

  describe('a planned fault', () => {
    it.each([
      ['denied', 'AccessDenied'],
      ['throttled', 'Throttling'],
      ['unavailable', 'ServiceUnavailable'],
      ['expired', 'ExpiredToken'],
    ] as const)('of kind %s befalls STS as %s, so many times', async (kind, code) => {
      await order('fault', { action: 'sts:AssumeRole', kind, times: 1 });
      await expect(assume()).rejects.toMatchObject({
        name: expect.stringContaining(code) as unknown,
      });
      await expect(assume()).resolves.toBeDefined();
    });

    it('befalls only the secret it was planned for', async () => {
      const session = await assume();
      const action = 'secretsmanager:GetSecretValue';
      await order('fault', { action, kind: 'throttled', resource: OTHER });
      await expect(read(session, OTHER)).rejects.toMatchObject({ name: 'ThrottlingException' });
      await expect(read(session)).resolves.toBeDefined();
      await order('clearFaults', {});
      await expect(read(session, OTHER)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    });

    it('may be that an answer does not come', async () => {
      await order('fault', { action: 'sts:AssumeRole', kind: 'slow', delayMs: 60_000, times: 1 });
      const impatient = AbortSignal.timeout(50);
      const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'spec' });
      await expect(sts().send(command, { abortSignal: impatient })).rejects.toMatchObject({
        name: 'AbortError',
      });
    });
  });

  it('counts what it was asked', async () => {
    await assume();
    await assume({ ExternalId: 'wrong' }).catch(() => undefined);
    expect(await order('calls', {})).toEqual({ 'sts:AssumeRole': 2 });
  });

  it.each([
    ['nonsense', {}, 404],
    ['constructor', {}, 404],
    ['role', { arn: ROLE }, 400],
    ['role', { arn: ROLE, trustPolicy: '{}' }, 400],
    ['version', { arn: 'arn:x', value: { text: 'x' } }, 404],
  ])('refuses the order %s %j', async (name, body, status) => {
    const response = await fetch(`${sandbox.url}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
  });

  describe('objects of S3', () => {
    const OBJECT = 'arn:aws:s3:::tables/a b/people.csv';
    const get = (credentials: object, more: object = {}) =>
      new S3Client({ ...settings(credentials), forcePathStyle: true }).send(
        new GetObjectCommand({ Bucket: 'tables', Key: 'a b/people.csv', ...more }),
      );
    const mayRead = (...others: object[]) =>
      order('role', {
        arn: ROLE,
        trustPolicy: trusting(),
        permissionPolicies: [
          policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT }, ...others),
        ],
      });
    beforeEach(async () => {
      await mayRead();
      await order('object', { arn: OBJECT, text: 'name\nann\n' });
    });

    it('are read by who may, and once more only when they have changed', async () => {
      const keys = await assume();
      const { ETag, Body } = await get(keys);
      expect(await Body?.transformToString()).toBe('name\nann\n');
      await expect(get(keys, { IfNoneMatch: ETag })).rejects.toMatchObject({
        $metadata: { httpStatusCode: 304 },
      });
      await order('object', { arn: OBJECT, base64: Buffer.from('new').toString('base64') });
      const { Body: changed } = await get(keys, { IfNoneMatch: ETag });
      expect(await changed?.transformToString()).toBe('new');
    });

    it('are denied to others, and where they are missing to those who may not list', async () => {
      const keys = await assume();
      await expect(get(keys, { Key: 'other' })).rejects.toMatchObject(denied);
      await order('deleteObject', { arn: OBJECT });
      await expect(get(keys)).rejects.toMatchObject(denied);
      await mayRead({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::tables' });
      await expect(get(keys)).rejects.toMatchObject({ name: 'NoSuchKey' });
    });

    it('with a key are read by who may use it for them, while it is enabled', async () => {
      await order('object', { arn: OBJECT, text: 'x', kmsKey: KEY });
      const keys = await assume();
      await expect(get(keys)).rejects.toMatchObject(denied);
      await mayRead({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY,
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': OBJECT } },
      });
      await expect(get(keys)).resolves.toBeDefined();
      await order('key', { arn: KEY, state: 'Disabled' });
      await expect(get(keys)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
    });

    it('are slow or away when that was planned', async () => {
      const keys = await assume();
      await order('fault', { action: 's3:GetObject', kind: 'throttled', times: 1 });
      await expect(get(keys)).rejects.toMatchObject({ name: 'SlowDown' });
      await expect(get(keys)).resolves.toBeDefined();
    });
  });
});
