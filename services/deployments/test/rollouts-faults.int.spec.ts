import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RolloutsApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Bus, BusClient } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { DeployedAccount, SECRET } from './deployed-account.js';
import { ann, bob } from './inspected-account.js';
import { deploymentsDatabase, INSPECTOR, serveDeployments } from './serving.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ACCOUNTS = 6;

describe('a rollout, while its process is killed', () => {
  const nats = testNats();
  let database: TestDatabase;
  let aws: TestSandbox;
  let bus: Bus;
  let log: Database;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    aws = await startTestSandbox();
    database = await deploymentsDatabase();
    log = new Database(database.url, 'deployments');
    bus = new Bus({ ...nats, service: 'gateway' }).start();
  });
  afterAll(async () => {
    for (const child of children) await kill9(child);
    await log.close();
    await bus.close();
    await database.drop();
    await aws.close();
  });

  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        LOG_LEVEL: 'warn',
        DATABASE_URL: database.url,
        NATS_URL: nats.servers.join(','),
        NATS_NAMESPACE: nats.namespace,
        CURSOR_SECRET: 'a cursor secret of enough length',
        INSPECTOR_ROLE_ARN: INSPECTOR,
        DEPLOYMENT_LOOK_SECONDS: '0.05',
        DEPLOYMENT_LOOK_SECONDS_MAX: '0.2',
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'INSPECTOR',
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const kill9 = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const requested = async (): Promise<number> => {
    const [row] = await log.sql<{ count: string }>`
      SELECT count(*) FROM event WHERE type = 'DeploymentRequested'`;
    return Number(row?.count);
  };

  it('begins with each account once, whenever it is killed', async () => {
    const first = await serveDeployments(nats, database, { endpoint: aws.url });
    const client = new BusClient(bus);
    const stand = new DeployedAccount(aws, client);
    const rollouts = client.of(RolloutsApi);
    await stand.prepare(2_000);
    await stand.release('3.1.0');
    const ids: string[] = [];
    for (let each = 0; each < ACCOUNTS; each++) ids.push(await stand.account());
    const accounts = ids.map((accountId) => ({ accountId }));
    const { rollout } = await rollouts.requestRollout(
      {
        target: '3.1.0',
        stackName: 'panther-prod',
        maxParallel: 2,
        parameters: { Secret: SECRET },
        rings: [{ name: 'all', soakMinutes: 0, accounts }],
      },
      ann(),
    );
    const id = rollout?.id ?? '';
    await rollouts.approveRollout({ id }, bob());
    await first.close();
    // Each time as soon as another deployment was asked for: its beginning may not have been noted yet.
    for (let known = await requested(); known < ACCOUNTS; known = await requested()) {
      const child = start();
      await eventually(
        'another deployment is asked for',
        async () => (await requested()) > known,
        30_000,
      );
      await kill9(child);
    }
    start();
    await eventually(
      'the rollout is over',
      async () => {
        const answer = await rollouts.getRollout({ id }, ann()).catch(() => undefined);
        return answer?.rollout?.status === 'completed';
      },
      60_000,
    );
    expect(await requested()).toBe(ACCOUNTS);
    for (const accountId of ids)
      expect((await stand.calls(accountId)).map(({ action, begun }) => [action, begun])).toEqual([
        ['CreateStack', 1],
        ['StartBuild', 1],
      ]);
  }, 180_000);
});
