import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AssumableRole, AwsClients, RoleSessions } from '@margay/aws';
import { Secret } from '@margay/config';
import { startTestSandbox, type TestSandbox } from '@margay/testing';
import type { Fetched } from '../src/lookup-tables/fetched.js';
import { StoredObjects } from '../src/lookup-tables/stored-objects.client.js';

const ENGINE = 'arn:aws:iam::111122223333:role/engine';
const ROLE: AssumableRole = {
  id: 'r',
  arn: 'arn:aws:iam::444455556666:role/tables',
  externalId: 'right',
  secrets: [],
};
const URL = 's3://tables/people.csv';
const OBJECT = 'arn:aws:s3:::tables/people.csv';
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const never = new AbortController().signal;

describe('objects of S3 that fill lookup tables', () => {
  let aws: TestSandbox;
  let clients: AwsClients;
  let active: readonly AssumableRole[] = [ROLE];
  let withdraw: (role: AssumableRole) => void = () => undefined;
  let objects: StoredObjects;

  beforeAll(async () => {
    aws = await startTestSandbox();
  });
  afterAll(() => aws.close());
  beforeEach(async () => {
    await aws.order('reset');
    await aws.order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
    const byEngine = { Effect: 'Allow', Principal: { AWS: ENGINE } };
    await aws.order('role', {
      arn: ROLE.arn,
      trustPolicy: policy(
        {
          ...byEngine,
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'right' } },
        },
        { ...byEngine, Action: 'sts:SetSourceIdentity' },
      ),
      permissionPolicies: [policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT })],
    });
    await aws.order('object', { arn: OBJECT, text: 'name\nann\n' });
    clients = new AwsClients(
      {
        endpoint: aws.url,
        region: 'us-east-1',
        timeoutMs: 2_000,
        keys: new Secret({ accessKeyId: 'ENGINE', secretAccessKey: 'any' }),
      },
      { attempts: 1 },
    );
    active = [ROLE];
    const registry = {
      list: () => Promise.resolve(active),
      find: (arn: string) => Promise.resolve(active.find((role) => role.arn === arn)),
      onWithdrawn: (listener: (role: AssumableRole) => void) => (withdraw = listener),
    };
    const owner = { service: 'enrichment', purpose: 'lookup-tables' };
    objects = new StoredObjects(new RoleSessions(clients, registry, owner), clients);
  });

  const get = (etag = '', url = URL) => objects.get(url, ROLE.arn, etag, never);
  const textOf = async (fetched: Fetched): Promise<string> => {
    if (!('body' in fetched)) return 'unchanged';
    const chunks: Buffer[] = [];
    for await (const chunk of fetched.body as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('come through the role, and again only when they have changed', async () => {
    const first = await get();
    const etag = 'etag' in first ? first.etag : '';
    expect(await textOf(first)).toBe('name\nann\n');
    expect(await get(etag)).toEqual({ unchanged: true });
    await aws.order('object', { arn: OBJECT, text: 'name\nbob\n' });
    expect(await textOf(await get(etag))).toBe('name\nbob\n');
  });

  it('are as large as they are', async () => {
    const text = 'x'.repeat(3_000_000);
    await aws.order('object', {
      arn: OBJECT,
      base64: Buffer.from(text.slice(0, 600_000)).toString('base64'),
    });
    expect(await textOf(await get())).toHaveLength(600_000);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['are not there', () => aws.order('deleteObject', { arn: OBJECT }), 'or there is none'],
    [
      'have a key that the role may not use',
      () =>
        aws.order('object', {
          arn: OBJECT,
          text: 'x',
          kmsKey: 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        }),
      'key of the object',
    ],
    [
      'belong to a role that is not active',
      () => Promise.resolve((active = [])),
      'The role is not active.',
    ],
    [
      'cannot be had now',
      () => aws.order('fault', { action: 's3:GetObject', kind: 'unavailable' }),
      'AWS does not answer',
    ],
  ])('that %s leave what is there, with words for the owner', async (_what, happen, said) => {
    await happen();
    await expect(get()).rejects.toMatchObject({
      name: 'TableFault',
      problem: expect.stringContaining(said) as unknown,
    });
  });

  it('are not read any further once their role is taken away', async () => {
    await aws.order('object', { arn: OBJECT, text: 'x'.repeat(900_000) });
    const fetched = await get();
    if (!('body' in fetched)) throw new Error('Nothing came.');
    active = [];
    withdraw(ROLE);
    await expect(textOf(fetched)).rejects.toThrow();
    await expect(get()).rejects.toMatchObject({ problem: 'The role is not active.' });
  });
});
