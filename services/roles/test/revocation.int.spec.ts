import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsClients, RegisteredRoles, RoleSessions, StoredSecrets } from '@margay/aws';
import { RolesApi } from '@margay/contracts';
import { migrate } from '@margay/event-store';
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

const REPLICAS = 3;

describe('roles in use on three replicas', () => {
  const nats = testNats();
  let closing: (() => Promise<unknown> | void)[] = [];
  let suite: TestDatabase;
  let aws: TestSandbox;
  let customer: Customer;
  let service: { close(): Promise<void> };
  let users: { roles: RegisteredRoles; sessions: RoleSessions; secrets: StoredSecrets }[];

  /** A process that reads secrets. */
  const user = () => {
    const bus = new Bus({ ...nats, service: 'detection' }).start();
    const roles = new RegisteredRoles(bus, new BusClient(bus), 'detection', { staleMs: 2_500 });
    roles.onApplicationBootstrap();
    const clients = new AwsClients(settingsOf(aws.url));
    const sessions = new RoleSessions(clients, roles, { service: 'detection', purpose: 'specs' });
    closing.push(() => {
      roles.onModuleDestroy();
      return bus.close();
    });
    return { roles, sessions, secrets: new StoredSecrets(sessions, clients) };
  };

  beforeAll(async () => {
    suite = await testDatabase('roles', (url, login) => migrate({ url, schema: 'roles', login }));
    aws = await sandboxWithUs();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    customer = new Customer(aws, new BusClient(bus).of(RolesApi));
    service = await serveRoles(nats, suite, settingsOf(aws.url));
    users = Array.from({ length: REPLICAS }, user);
    closing = [...closing, () => bus.close(), () => aws.close()];
  });
  afterAll(async () => {
    await service.close();
    for (const close of closing) await close();
    await suite.drop();
  });

  const active = async () => {
    const { id, arn, secrets } = await customer.role();
    await customer.verify(id);
    const address = { roleArn: arn, secretArn: secrets[0] ?? '' };
    await Promise.all(
      users.map(({ secrets: stored }) =>
        eventually(
          'the replica has heard of the role',
          async () => (await stored.read(address)).text().reveal() === CANARY,
        ),
      ),
    );
    return { id, address };
  };

  it.each(['revokeRole', 'suspendRole'] as const)(
    'use it no longer once they hear of %s, and what was under way ends',
    async (method) => {
      const { id, address } = await active();
      const uses = users.map(() => 0);
      const cancelled = users.map(({ secrets }) =>
        secrets
          .use(
            address,
            (_secret, signal) =>
              new Promise((_resolve, reject) =>
                signal.addEventListener('abort', () => reject(signal.reason as Error)),
              ),
          )
          .catch((error: unknown) => error),
      );
      const load = users.map(async ({ secrets }, replica) => {
        for (;;) {
          try {
            await secrets.use(address, () => Promise.resolve());
            uses[replica] = (uses[replica] ?? 0) + 1;
          } catch (error) {
            return error;
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      await eventually('all replicas use it', () => uses.every((count) => count > 0));
      await customer.roles[method]({ id, reason: 'because' }, caller());
      for (const error of await Promise.all([...load, ...cancelled]))
        expect(error).toMatchObject({ code: 'forbidden' });
    },
  );

  it('use it again when it is verified again', async () => {
    const { id, address } = await active();
    await customer.roles.suspendRole({ id, reason: 'because' }, caller());
    await eventually('it is gone', async () => !(await users[0]?.roles.find(address.roleArn)));
    await customer.roles.reinstateRole({ id, reason: 'because' }, caller());
    await customer.verify(id);
    for (const { secrets } of users)
      await eventually('it is back', async () => Boolean(await secrets.read(address)));
  });

  it('keep only roles that are in use, of the environment they run in', async () => {
    const testing = await customer.role({ environment: 'unit-test' });
    const { id } = await customer.role();
    await customer.verify(testing.id);
    for (const { roles } of users) {
      const ids = (await roles.list()).map((role) => role.id);
      expect(ids).not.toContain(testing.id);
      expect(ids).not.toContain(id);
    }
  });

  it('use nothing while the registry is silent for long', async () => {
    const { address } = await active();
    const { secrets } = users[0] ?? {};
    await service.close();
    try {
      await eventually('it is refused', async () => {
        const error: unknown = await secrets?.read(address).then(
          () => undefined,
          (e: unknown) => e,
        );
        return (error as { code?: string } | undefined)?.code === 'unavailable';
      });
    } finally {
      service = await serveRoles(nats, suite, settingsOf(aws.url));
    }
    await eventually('it works again', async () => Boolean(await secrets?.read(address)));
  });
});
