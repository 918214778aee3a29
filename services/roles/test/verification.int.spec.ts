import { randomUUID } from 'node:crypto';
import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RolesApi, type RoleVerification } from '@margay/contracts';
import { Database, migrate } from '@margay/event-store';
import { Bus, BusClient } from '@margay/messaging';
import {
  eventually,
  testDatabase,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { CANARY, caller, Customer, sandboxWithUs, settingsOf } from './customer.js';
import { serveRoles } from './serving.js';

const outcomes = ({ steps }: RoleVerification) =>
  Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));
const failures = ({ steps }: RoleVerification) =>
  steps.filter(({ outcome }) => outcome === 'failed').map(({ step }) => step);

const ALL_PASS = {
  parse: 'passed',
  review: 'skipped',
  assume: 'passed',
  identity: 'passed',
  assume_without_external_id: 'passed',
  assume_with_wrong_external_id: 'passed',
  narrow: 'passed',
  describe: 'passed',
  read: 'passed',
  other_secret: 'passed',
};

describe('the verification of roles', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let suite: TestDatabase;
  let database: Database;
  let aws: TestSandbox;
  let customer: Customer;
  let bus: Bus;

  beforeAll(async () => {
    suite = await testDatabase('roles', (url, login) => migrate({ url, schema: 'roles', login }));
    database = new Database(suite.url, 'roles');
    aws = await sandboxWithUs();
    bus = new Bus({ ...nats, service: 'gateway' }).start();
    customer = new Customer(aws, new BusClient(bus).of(RolesApi));
    // Two replicas: one of them takes the steps.
    for (let i = 0; i < 2; i++)
      running.push(await serveRoles(nats, suite, settingsOf(aws.url), { graceMs: 400 }));
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.close()));
    await bus.close();
    await aws.close();
    await database.close();
    await suite.drop();
  });
  beforeEach(() => aws.order('clearFaults'));

  it('activates a role that was made by its templates', async () => {
    const { id } = await customer.role({ secrets: 3 });
    const verification = await customer.verify(id);
    expect(outcomes(verification)).toEqual(ALL_PASS);
    expect(verification).toMatchObject({ outcome: 'passed', startedBy: { id: 'maker' } });
    expect(await customer.status(id)).toBe('active');
  });

  it('proves that objects can be read, and asks nothing about secrets where there are none', async () => {
    const { id, objects } = await customer.role({ secrets: 0, objects: 2 });
    const { narrow, describe: described, read, other_secret, ...rest } = ALL_PASS;
    expect([narrow, described, read, other_secret]).not.toContain('failed');
    expect(outcomes(await customer.verify(id))).toEqual({ ...rest, read_object: 'passed' });
    expect(await customer.status(id)).toBe('active');
    await aws.order('deleteObject', { arn: objects[1] });
    const verification = await customer.verify(id);
    expect(failures(verification)).toEqual(['read_object']);
    expect(verification.steps.at(-1)?.cause).toContain('(object 2 of 2)');
    expect(await customer.status(id)).toBe('degraded');
  });

  it('names the key where an object cannot be decrypted', async () => {
    const { id, objects } = await customer.role({ objects: 1 });
    const kmsKey = `arn:aws:kms:us-east-1:444455556666:key/${randomUUID()}`;
    await aws.order('object', { arn: objects[0], text: CANARY, kmsKey });
    const verification = await customer.verify(id);
    expect(failures(verification)).toEqual(['read_object']);
    expect(verification.steps.at(-1)?.cause).toContain('key');
    expect(JSON.stringify(verification.steps)).not.toContain(CANARY);
  });

  it('works for roles of unit tests, as the role that they run as', async () => {
    const { id } = await customer.role({ environment: 'unit-test' });
    expect((await customer.verify(id)).outcome).toBe('passed');
  });

  it.each([
    [
      'the id is asked for only if it is there',
      (text: string) => text.replace('StringEquals"', 'StringEqualsIfExists"'),
      ['assume_without_external_id'],
    ],
    [
      'any id will do',
      (text: string) =>
        text.replace('"StringEquals"', '"StringLike"').replace(/"margay-[\w-]{32}"/, '"*"'),
      ['assume_with_wrong_external_id'],
    ],
    [
      'no id is asked for',
      (text: string) => text.replace(/,\s*"Condition": \{\s*"StringEquals"[^}]*\}\s*\}/, ''),
      ['assume_without_external_id', 'assume_with_wrong_external_id'],
    ],
    [
      'sessions may not be named',
      (text: string) => text.replace('sts:SetSourceIdentity', 'sts:TagSession'),
      ['assume'],
    ],
    [
      'somebody else is trusted',
      (text: string) => text.replaceAll('role/engine', 'role/other'),
      ['assume'],
    ],
  ])('catches a trust policy in which %s', async (_what, change, steps) => {
    const { id } = await customer.role({ make: false });
    let changed = '';
    await customer.make(id, (text) => (changed = change(text)));
    const templates = await customer.roles.getRoleTemplates({ id }, caller());
    expect(changed).not.toBe(templates.trustPolicy);
    const verification = await customer.verify(id);
    expect(failures(verification)).toEqual(steps);
    for (const { outcome, cause, remedy } of verification.steps)
      if (outcome === 'failed') expect([cause, remedy]).not.toContain('');
    expect(await customer.status(id)).toBe('proposed');
  });

  it.each([
    [
      'reads every secret',
      (text: string) => text.replace(/"Resource": \[[^\]]*\]/, '"Resource": "*"'),
      ['other_secret'],
    ],
    [
      'may not look',
      (text: string) => text.replace('secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets'),
      ['narrow', 'describe'],
    ],
    [
      'may not read',
      (text: string) => text.replace('secretsmanager:GetSecretValue', 'secretsmanager:ListSecrets'),
      ['read'],
    ],
    [
      'names the bare secret',
      (text: string) => text.replaceAll('-AbCdEf"', '"'),
      ['narrow', 'describe', 'read'],
    ],
  ])('catches a permission policy that %s', async (_what, change, steps) => {
    const { id } = await customer.role({ make: false });
    await customer.make(id, change, 'permission');
    expect(failures(await customer.verify(id))).toEqual(steps);
  });

  it('says what became of the secret', async () => {
    const { id, secrets } = await customer.role();
    await aws.order('deleteSecret', { arn: secrets[0] });
    const { steps } = await customer.verify(id);
    expect(steps.find(({ step }) => step === 'describe')?.cause).toContain('marked for deletion');
  });

  it('says that a key does not let the role decrypt, or is not enabled', async () => {
    const kmsKey = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const { id, secrets } = await customer.role();
    await aws.order('secret', { arn: secrets[0], name: 'locked', kmsKey, value: { text: CANARY } });
    const { steps } = await customer.verify(id);
    expect(steps.find(({ step }) => step === 'describe')?.outcome).toBe('passed');
    expect(steps.find(({ step }) => step === 'read')?.cause).toContain('does not decrypt it');
    expect(JSON.stringify(steps.map(({ cause, remedy }) => [cause, remedy]))).not.toContain(CANARY);
  });

  it('degrades a role that was deleted meanwhile, and none beside it', async () => {
    const [gone, other] = [await customer.role(), await customer.role()];
    for (const { id } of [gone, other]) await customer.verify(id);
    await aws.order('removeRole', { arn: gone.arn });
    const verification = await customer.verify(gone.id);
    expect(failures(verification)).toEqual(['assume']);
    expect(outcomes(verification)['read']).toBe('skipped');
    expect(await customer.status(gone.id)).toBe('degraded');
    expect((await customer.verify(other.id)).outcome).toBe('passed');
  });

  it.each([
    ['of more than 100 kB', `{"Statement":"${'x'.repeat(110_000)}"}`],
    ['nested a thousand deep', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
    [
      'with an operator that nobody knows',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringRoughly":{"a":"b"}}}]}',
    ],
    ['that is no JSON', CANARY],
  ])('finds what is wrong with a document %s, clearly and briefly', async (_what, trustPolicy) => {
    const { id } = await customer.role();
    const verification = await customer.verify(id, { trustPolicy });
    expect(failures(verification)).toEqual(['review']);
    const cause = verification.steps.find(({ step }) => step === 'review')?.cause ?? '';
    expect(cause.length).toBeGreaterThan(10);
    expect(cause.length).toBeLessThan(500);
    expect(cause).not.toContain(CANARY);
  });

  it('asks STS three times for each principal, and twice for the session, however many secrets there are', async () => {
    const { id } = await customer.role({ secrets: 5 });
    await customer.verify(id);
    const asked = async () => {
      const calls = await aws.order('calls');
      return Number(calls['sts:AssumeRole']) + Number(calls['sts:GetCallerIdentity']);
    };
    const before = await asked();
    await customer.verify(id);
    expect((await asked()) - before).toBe(2 * 3 + 2);
  });

  it('reviews what is pasted, as a step', async () => {
    const { id } = await customer.role();
    const { trustPolicy } = await customer.roles.getRoleTemplates({ id }, caller());
    expect(outcomes(await customer.verify(id, { trustPolicy }))['review']).toBe('passed');
    const open = trustPolicy.replace('StringEquals', 'StringEqualsIfExists');
    expect(failures(await customer.verify(id, { trustPolicy: open }))).toEqual(['review']);
  });

  it('has patience with a role that was made a moment ago', async () => {
    const { id } = await customer.role({ make: false });
    await aws.order('clock', { offsetMs: 0, propagationMs: 200 });
    try {
      await customer.make(id);
      expect((await customer.verify(id)).outcome).toBe('passed');
    } finally {
      await aws.order('clock', { offsetMs: 0, propagationMs: 0 });
    }
  });

  it.each([
    ['throttled', 'sts:AssumeRole'],
    ['unavailable', 'secretsmanager:DescribeSecret'],
  ])('says nothing about a role when AWS is %s, and leaves others alone', async (kind, action) => {
    const [bad, good] = [await customer.role(), await customer.role()];
    const resource = action.startsWith('sts') ? bad.arn : bad.secrets[0];
    await aws.order('fault', { action, kind, resource });
    const [unclear, clear] = await Promise.all([customer.verify(bad.id), customer.verify(good.id)]);
    expect(unclear.outcome).toBe('inconclusive');
    expect(clear.outcome).toBe('passed');
    expect(await customer.status(bad.id)).toBe('proposed');
  });

  it('degrades a role in use that has changed, says what, and suspends it in the end', async () => {
    const { id } = await customer.role();
    await customer.verify(id);
    await customer.make(id, (text) => text.replace('StringEquals"', 'StringEqualsIfExists"'));
    for (const status of ['degraded', 'degraded', 'suspended']) {
      await customer.verify(id);
      expect(await customer.status(id)).toBe(status);
    }
    const { role } = await customer.roles.getRole({ id }, caller());
    expect(role?.complaints).toEqual([
      expect.objectContaining({
        step: 'assume_without_external_id',
        cause: expect.stringMatching(
          /^This changed after 2.*without an external id\.$/,
        ) as unknown as string,
      }),
    ]);
    await expect(customer.roles.verifyRole({ id }, caller())).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('brings a degraded role back that is right again', async () => {
    const { id } = await customer.role();
    await customer.verify(id);
    await customer.make(id, (text) => text.replaceAll('role/engine', 'role/other'));
    await customer.verify(id);
    expect(await customer.status(id)).toBe('degraded');
    await customer.make(id);
    await customer.verify(id);
    expect(await customer.status(id)).toBe('active');
  });

  it('is one at a time for a role', async () => {
    const { id, arn } = await customer.role();
    await aws.order('fault', {
      action: 'sts:AssumeRole',
      kind: 'slow',
      resource: arn,
      delayMs: 300,
      times: 1,
    });
    const first = await customer.roles.verifyRole({ id }, caller());
    const second = await customer.roles.verifyRole({ id }, caller());
    expect(second.verification?.id).toBe(first.verification?.id);
    expect((await customer.concluded(id, first.verification?.id ?? '')).outcome).toBe('passed');
  });

  it('is abandoned when somebody decides about the role meanwhile', async () => {
    const { id, arn } = await customer.role();
    await aws.order('fault', {
      action: 'sts:AssumeRole',
      kind: 'slow',
      resource: arn,
      delayMs: 500,
      times: 1,
    });
    const { verification } = await customer.roles.verifyRole({ id }, caller());
    await customer.roles.revokeRole({ id, reason: 'left' }, caller());
    const ended = await customer.concluded(id, verification?.id ?? '');
    expect(ended.outcome).toBe('abandoned');
    expect(await customer.status(id)).toBe('revoked');
  });

  it('has no role that nobody registered, and none that is revoked', async () => {
    const missing = '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10';
    for (const ask of [
      customer.roles.verifyRole({ id: missing }, caller()),
      customer.roles.listRoleVerifications({ id: missing }, caller()),
    ])
      await expect(ask).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await customer.role();
    await customer.roles.revokeRole({ id, reason: 'left' }, caller());
    await expect(customer.roles.verifyRole({ id }, caller())).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('keeps no value: neither in the log nor in what is shown', async () => {
    const { id } = await customer.role();
    await customer.verify(id);
    const rows = await database.sql`
      SELECT data::text AS text FROM event UNION ALL SELECT metadata::text FROM event`;
    expect(JSON.stringify(rows)).not.toContain(CANARY);
    const { verifications } = await customer.roles.listRoleVerifications({ id }, caller());
    expect(JSON.stringify(verifications.map(({ steps }) => steps))).not.toContain(CANARY);
  });
});

describe('verification by itself', () => {
  const nats = testNats();
  let suite: TestDatabase;
  let aws: TestSandbox;
  let bus: Bus;
  let customer: Customer;

  beforeAll(async () => {
    suite = await testDatabase('roles', (url, login) => migrate({ url, schema: 'roles', login }));
    aws = await sandboxWithUs();
    bus = new Bus({ ...nats, service: 'gateway' }).start();
    customer = new Customer(aws, new BusClient(bus).of(RolesApi));
  });
  afterAll(async () => {
    await bus.close();
    await aws.close();
    await suite.drop();
  });

  it('comes again and again, finds the drift, and gives up on the third', async () => {
    const intervals = { regularMs: 200, soonMs: 200 };
    const replicas = [1, 2, 3].map(() =>
      serveRoles(nats, suite, settingsOf(aws.url), { intervals }),
    );
    const services = await Promise.all(replicas);
    try {
      const { id } = await customer.role();
      await customer.verify(id);
      const times = async () =>
        (await customer.roles.listRoleVerifications({ id }, caller())).verifications.length;
      await eventually('it is verified again', async () => (await times()) >= 3);
      expect(await customer.status(id)).toBe('active');
      await customer.make(id, (text) => text.replace('StringEquals"', 'StringEqualsIfExists"'));
      await eventually('it is suspended', async () => (await customer.status(id)) === 'suspended');
      const { steps } = await customer.roles.getRole({ id }, caller());
      expect(steps.slice(-3).map(({ status }) => status)).toEqual([
        'degraded',
        'degraded',
        'suspended',
      ]);
    } finally {
      await Promise.all(services.map((each) => each.close()));
    }
  });
});
