import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  type AssumableRole,
  type AssumableRoles,
  AwsClients,
  RoleSessions,
  StoredSecrets,
} from '@margay/aws';
import { Secret } from '@margay/config';
import { Egress } from '@margay/egress';
import { Database } from '@margay/event-store';
import { startTestSandbox, type TestDatabase, type TestSandbox } from '@margay/testing';
import { ProcessCache } from '../src/asking/process-cache.js';
import { ProvidersInForce } from '../src/asking/providers-in-force.service.js';
import { SharedCache } from '../src/asking/shared-cache.service.js';
import { ProviderClient } from '../src/providers/provider.client.js';
import { ProviderDefinition } from '../src/providers/provider-definition.js';
import { QuotaLedger } from '../src/quota/quota-ledger.service.js';
import { Settings } from '../src/settings/settings.js';
import { enrichmentDatabase } from './serving.js';

const ENGINE = 'arn:aws:iam::111122223333:role/engine';
const ROLE = 'arn:aws:iam::123456789012:role/reader';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:vt-AbCdEf';
const EXTERNAL_ID = 'margay-for-specs';
const role: AssumableRole = { id: 'r', arn: ROLE, externalId: EXTERNAL_ID, secrets: [SECRET] };
const statements = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('the providers in force', () => {
  let database: TestDatabase;
  let db: Database;
  let sandbox: TestSandbox;
  let settings: Settings;
  let tell: (settings: Settings) => void;
  let withdraw: () => void;
  let providers: ProvidersInForce;
  let name: string;

  beforeAll(async () => {
    database = await enrichmentDatabase();
    db = new Database(database.url, 'enrichment');
    sandbox = await startTestSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    await db.close();
    await database.drop();
  });
  beforeEach(async () => {
    name = `vt-${randomUUID()}`;
    await sandbox.order('reset');
    await sandbox.order('providerLimits', {
      provider: 'virustotal',
      limits: [{ kind: 'rolling', seconds: 3_600, limit: 100_000 }],
    });
    await keys();
    const told: ((gone: AssumableRole) => void)[] = [];
    let listed: AssumableRole | undefined = role;
    const roles: AssumableRoles = {
      list: () => Promise.resolve(listed ? [listed] : []),
      find: () => Promise.resolve(listed),
      onWithdrawn: (listener) => void told.push(listener),
    };
    withdraw = () => {
      listed = undefined;
      for (const each of told) each(role);
    };
    const clients = new AwsClients({
      region: 'us-east-1',
      endpoint: sandbox.url,
      timeoutMs: 5_000,
      keys: new Secret({ accessKeyId: 'ENGINE', secretAccessKey: 'any' }),
    });
    const owner = { service: 'enrichment', purpose: 'providers' };
    settings = new Settings();
    providers = new ProvidersInForce(
      { onChange: (listener) => void (tell = listener) },
      {
        ledger: new QuotaLedger(db),
        process: new ProcessCache(1_000_000),
        shared: new SharedCache(db),
        client: new ProviderClient(new Egress({ allowPrivate: true })),
        secrets: new StoredSecrets(new RoleSessions(clients, roles, owner), clients),
      },
    );
    providers.onApplicationBootstrap();
  });
  afterEach(() => providers.onModuleDestroy());

  const keys = async () => {
    const trusting = { Effect: 'Allow', Principal: { AWS: ENGINE } };
    await sandbox.order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
    await sandbox.order('role', {
      arn: ROLE,
      trustPolicy: statements(
        {
          ...trusting,
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
        },
        { ...trusting, Action: 'sts:SetSourceIdentity' },
      ),
      permissionPolicies: [
        statements({
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          Resource: SECRET,
        }),
      ],
    });
    await sandbox.order('secret', { arn: SECRET, name: 'vt', value: { text: '{"key":"old"}' } });
    await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['old'] });
  };
  const calls = async () =>
    (await sandbox.order('providerCalls', { provider: 'virustotal' }))['calls'];
  const define = (more: object = {}) => {
    const definition = ProviderDefinition.parse({
      description: '',
      enabled: true,
      builtIn: 'virustotal',
      baseUrl: `${sandbox.url}/providers/virustotal`,
      key: { roleArn: ROLE, secretArn: SECRET, member: 'key' },
      quota: { windows: [{ kind: 'rolling', seconds: 3_600, limit: 100 }] },
      ...more,
    });
    const updatedBy = { type: 'api-token', id: 'maker', name: 'Maker' } as const;
    settings.providers.set(name, { definition, revision: 1, updatedAt: new Date(0), updatedBy });
    tell(settings);
  };
  const ip = (value: string) =>
    providers.lookUp(
      name,
      { kind: 'ip', value },
      { caller: 'x', isAlert: false, deadlineMs: 30_000, waitMs: 0 },
    );

  it('are asked with the key out of their secret', async () => {
    define();
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'fresh' });
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'hit', tier: 'process' });
    expect(await calls()).toBe(1);
  });

  it('are those that are defined, enabled, and not removed', async () => {
    expect(await ip('8.8.1.1')).toEqual({ status: 'skipped', reason: 'no_such_provider' });
    define({ enabled: false });
    expect(await ip('8.8.1.1')).toEqual({ status: 'skipped', reason: 'disabled' });
    define();
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'fresh' });
    settings.providers.delete(name);
    tell(settings);
    expect(await ip('8.8.1.2')).toEqual({ status: 'skipped', reason: 'no_such_provider' });
    expect(await calls()).toBe(1);
  });

  it('go by a quota as it is defined anew, with what is used counted on', async () => {
    define({ quota: { windows: [{ kind: 'rolling', seconds: 3_600, limit: 1 }] } });
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'fresh' });
    expect(await ip('8.8.1.2')).toMatchObject({ status: 'throttled' });
    define({ quota: { windows: [{ kind: 'rolling', seconds: 3_600, limit: 2 }] } });
    expect(await ip('8.8.1.2')).toMatchObject({ status: 'fresh' });
    expect(await ip('8.8.1.3')).toMatchObject({ status: 'throttled' });
    expect(await calls()).toBe(2);
  });

  it('are denied once their role is taken away; what is remembered stays', async () => {
    define();
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'fresh' });
    withdraw();
    expect(await ip('8.8.1.2')).toEqual({ status: 'denied' });
    expect(await ip('8.8.1.1')).toMatchObject({ status: 'hit' });
    expect(await calls()).toBe(1);
  });
});
