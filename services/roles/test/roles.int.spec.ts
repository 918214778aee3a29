import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AwsSettings } from '@margay/aws';
import { Secret } from '@margay/config';
import { eventFilesOf, RolesApi } from '@margay/contracts';
import { CommandHandler, Database, migrate, PostgresEventStore } from '@margay/event-store';
import { Bus, BusClient, type Client, eventTypes, RemoteLog } from '@margay/messaging';
import { testDatabase, type TestDatabase, testNats } from '@margay/testing';
import { type RoleCommand, roleDecider, type RoleEvent } from '../src/role.decider.js';
import { ENGINE, serveRoles, TESTS } from './serving.js';

const secretOf = (account: string) =>
  `arn:aws:secretsmanager:us-east-1:${account}:secret:vt-AbCdEf`;
const arnOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

describe('the roles service', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  /** What a verification decides is said from beside the service here: AWS never gets to it. */
  const silentAws = async (): Promise<AwsSettings> => {
    const silence = createServer(() => undefined);
    await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve));
    running.unshift({ close: () => Promise.resolve(void silence.close()) });
    const { port } = silence.address() as AddressInfo;
    const keys = new Secret({ accessKeyId: 'ENGINE', secretAccessKey: 'any' });
    return { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', timeoutMs: 60_000, keys };
  };
  let suite: TestDatabase;
  let database: Database;
  let store: PostgresEventStore<RoleEvent>;
  let roles: Client<typeof RolesApi>;

  const caller = () => ({
    actor: { type: 'api-token', id: 'maker', name: 'Maker' } as const,
    requestId: randomUUID(),
  });

  const serve = async () => running.push(await serveRoles(nats, suite, await silentAws()));

  beforeAll(async () => {
    suite = await testDatabase('roles', (url, login) => migrate({ url, schema: 'roles', login }));
    database = new Database(suite.url, 'roles');
    store = new PostgresEventStore<RoleEvent>(database);
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.unshift(bus);
    roles = new BusClient(bus).of(RolesApi);
    await serve();
    await serve();
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await store.close();
    await database.close();
    await suite.drop();
  });

  let made = 0;
  const freshArn = () => arnOf('444455556666', `reader-${++made}`);
  const propose = (more: object = {}) =>
    roles.proposeRole(
      {
        arn: freshArn(),
        purpose: 'reads a key',
        environment: 'detection',
        secrets: [secretOf('444455556666')],
        tags: { team: 'detection' },
        ...more,
      },
      caller(),
    );
  const idOf = async (more: object = {}) => (await propose(more)).role?.id ?? '';
  const why = { reason: 'because' };

  /** What a verification decides, from beside the service. */
  const conclude = async (id: string, outcome: 'passed' | 'failed') => {
    const handler = new CommandHandler(store, roleDecider, { category: 'role' });
    const cause = { actor: { type: 'system', id: 'roles' }, requestId: randomUUID() } as const;
    const verificationId = randomUUID();
    const complaints =
      outcome === 'failed' ? [{ step: 'assume', cause: 'Refused.', remedy: 'Trust us.' }] : [];
    const commands: RoleCommand[] = [
      { type: 'StartVerification', verificationId },
      { type: 'ConcludeVerification', verificationId, outcome, complaints },
    ];
    for (const command of commands) await handler.execute(id, command, cause);
  };

  it('answers a proposal with the role as it is kept', async () => {
    const arn = freshArn();
    const { role } = await propose({ arn, purpose: ' reads a key ' });
    expect(role).toMatchObject({
      arn,
      account: '444455556666',
      partition: 'aws',
      purpose: 'reads a key',
      environment: 'detection',
      principals: [ENGINE, TESTS],
      tags: { team: 'detection' },
      status: 'proposed',
      complaints: [],
      createdBy: { id: 'maker' },
    });
    expect(role?.externalId).toMatch(/^margay-[\w-]{32}$/);
  });

  it('gives every role an id of its own that never changes', async () => {
    const ids = await Promise.all([idOf(), idOf(), idOf()]);
    const read = async (id: string) =>
      (await roles.getRole({ id }, caller())).role?.externalId ?? '';
    const before = await Promise.all(ids.map(read));
    expect(new Set(before).size).toBe(3);
    for (const id of ids) await roles.suspendRole({ id, ...why }, caller());
    expect(await Promise.all(ids.map(read))).toEqual(before);
  });

  it('names every field that is wrong, and writes nothing', async () => {
    const before = await database.sql`SELECT count(*) FROM event`;
    await expect(
      propose({ arn: 'arn:aws:sts::444455556666:assumed-role/x/y', secrets: ['x'] }),
    ).rejects.toMatchObject({
      code: 'bad_request',
      fields: [{ path: 'arn' }, { path: 'secrets[0]' }],
    });
    expect(await database.sql`SELECT count(*) FROM event`).toEqual(before);
  });

  it('registers a role once, in whichever path and case it is written', async () => {
    await propose({ arn: arnOf('444455556666', 'team/Twice') });
    for (const name of ['team/Twice', 'Twice', 'other/twice'])
      await expect(propose({ arn: arnOf('444455556666', name) })).rejects.toMatchObject({
        code: 'conflict',
        fields: [{ path: 'arn' }],
      });
    const account = '777788889999';
    await propose({ arn: arnOf(account, 'Twice'), secrets: [secretOf(account)] });
  });

  it('lets one of many who ask at once have the ARN', async () => {
    const arn = freshArn();
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => propose({ arn })));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of asked)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'conflict' });
  });

  it('gives an ARN back when its role is revoked, and to one of those who ask for it then', async () => {
    const arn = freshArn();
    for (let round = 0; round < 3; round++) {
      const id = await idOf({ arn });
      await expect(propose({ arn })).rejects.toMatchObject({ code: 'conflict' });
      await roles.revokeRole({ id, ...why }, caller());
      const asked = await Promise.allSettled([propose({ arn }), propose({ arn })]);
      const won = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value.role] : []));
      expect(won).toHaveLength(1);
      expect(won[0]?.id).not.toBe(id);
      await roles.revokeRole({ id: won[0]?.id ?? '', ...why }, caller());
    }
  });

  it('tells a history: what, why, when and by whom', async () => {
    const id = await idOf();
    await conclude(id, 'failed');
    await conclude(id, 'passed');
    await conclude(id, 'passed');
    await roles.suspendRole({ id, reason: 'on holiday' }, caller());
    await roles.revokeRole({ id, reason: 'left' }, caller());
    const { role, steps } = await roles.getRole({ id }, caller());
    expect(role).toMatchObject({ status: 'revoked', updatedBy: { id: 'maker' } });
    expect(steps.map(({ status, reason, by }) => [status, reason, by?.id])).toEqual([
      ['proposed', '', 'maker'],
      ['verifying', '', 'roles'],
      ['proposed', 'Refused.', 'roles'],
      ['verifying', '', 'roles'],
      ['active', '', 'roles'],
      ['suspended', 'on holiday', 'maker'],
      ['revoked', 'left', 'maker'],
    ]);
  });

  it('shows what a verification found wrong until the next one passes', async () => {
    const id = await idOf();
    await conclude(id, 'failed');
    expect((await roles.getRole({ id }, caller())).role).toMatchObject({
      status: 'proposed',
      complaints: [{ step: 'assume', cause: 'Refused.', remedy: 'Trust us.' }],
    });
    await conclude(id, 'passed');
    const { role } = await roles.getRole({ id }, caller());
    expect(role).toMatchObject({ status: 'active', complaints: [] });
    expect(role?.activatedAt).toBeDefined();
  });

  it('lets be assumed what is active, by those whom it trusts', async () => {
    const both = await idOf();
    const testing = await idOf({ environment: 'unit-test' });
    const waiting = await idOf();
    for (const id of [both, testing]) await conclude(id, 'passed');
    const assumable = async (environment: string) =>
      (await roles.listAssumableRoles({ environment }, caller())).roles.map(({ id }) => id);
    expect(await assumable('detection')).toEqual(expect.arrayContaining([both]));
    expect(await assumable('detection')).not.toEqual(expect.arrayContaining([testing]));
    expect(await assumable('unit-test')).toEqual(expect.arrayContaining([both, testing]));
    for (const environment of ['detection', 'unit-test'])
      expect(await assumable(environment)).not.toContain(waiting);
    await expect(assumable('production')).rejects.toMatchObject({ code: 'bad_request' });
  });

  it.each(['suspendRole', 'revokeRole'] as const)(
    'no longer lets a role be assumed once %s is acknowledged, whichever replica is asked',
    async (method) => {
      for (let i = 0; i < 10; i++) {
        const id = await idOf();
        await conclude(id, 'passed');
        await roles[method]({ id, ...why }, caller());
        const { roles: left } = await roles.listAssumableRoles(
          { environment: 'detection' },
          caller(),
        );
        expect(left.map((role) => role.id)).not.toContain(id);
      }
    },
  );

  it('no longer lets a role be assumed that fails a verification', async () => {
    const id = await idOf();
    await conclude(id, 'passed');
    await conclude(id, 'failed');
    expect((await roles.getRole({ id }, caller())).role?.status).toBe('degraded');
    const { roles: left } = await roles.listAssumableRoles({ environment: 'detection' }, caller());
    expect(left.map((role) => role.id)).not.toContain(id);
  });

  it('wants to know why', async () => {
    const id = await idOf();
    for (const reason of ['', '  ', 'x'.repeat(501)])
      await expect(roles.revokeRole({ id, reason }, caller())).rejects.toMatchObject({
        code: 'bad_request',
        fields: [{ path: 'reason' }],
      });
  });

  it.each(['', 'no-uuid', randomUUID()])('has no role "%s"', async (id) => {
    const missing = { code: expect.stringMatching(/not_found|bad_request/) as unknown };
    await expect(roles.getRole({ id }, caller())).rejects.toMatchObject({ code: 'not_found' });
    await expect(roles.getRoleTemplates({ id }, caller())).rejects.toMatchObject(missing);
    await expect(roles.revokeRole({ id, ...why }, caller())).rejects.toMatchObject(missing);
  });

  it('lists in pages, filtered, that stay what they are while roles are proposed', async () => {
    const account = '121212121212';
    const inAccount = (name: string, more: object = {}) =>
      idOf({ arn: arnOf(account, name), secrets: [secretOf(account)], ...more });
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await inAccount(`lister-${i}`));
    await inAccount('tester', { environment: 'unit-test' });
    const filter = { account, environment: 'detection', status: 'proposed' };
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await roles.listRoles({ limit: 2, cursor, ...filter }, caller());
      expect(page.roles.length).toBeLessThanOrEqual(2);
      seen.push(...page.roles.map(({ id }) => id));
      await propose();
      if (page.next === '') break;
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
  });

  it('refuses a cursor of another list, and filters that there are not', async () => {
    await propose();
    await propose();
    const { next } = await roles.listRoles({ limit: 1 }, caller());
    await expect(
      roles.listRoles({ cursor: next, status: 'active' }, caller()),
    ).rejects.toMatchObject({ code: 'bad_request', fields: [{ path: 'cursor' }] });
    await expect(roles.listRoles({ status: 'x', account: '1' }, caller())).rejects.toMatchObject({
      code: 'bad_request',
      fields: [{ path: 'status' }, { path: 'account' }],
    });
  });

  it('makes templates that pass its own review', async () => {
    const id = await idOf();
    const { trustPolicy, permissionPolicy } = await roles.getRoleTemplates({ id }, caller());
    const review = (more: object) =>
      roles.reviewRolePolicies({ id, trustPolicy, permissionPolicy, ...more }, caller());
    expect(await review({})).toMatchObject({ passed: true, findings: [] });
    const open = trustPolicy.replace('StringEquals', 'StringEqualsIfExists');
    const { passed, findings } = await review({ trustPolicy: open });
    expect(passed).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('external_id_if_exists');
  });

  it('publishes no external id', async () => {
    const { role } = await propose();
    const bus = new Bus({ ...nats, service: 'audit' }).start();
    running.unshift(bus);
    const types = eventTypes(...eventFilesOf('roles'));
    const log = new RemoteLog(new BusClient(bus), 'audit', 'roles', types);
    const { position } = await log.head();
    const told = await log.read(Math.max(0, position - 10), 10);
    const text = JSON.stringify(told, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).toContain(role?.arn);
    expect(text).not.toContain(role?.externalId);
  });
});
