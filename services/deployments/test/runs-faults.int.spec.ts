import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Bus, BusClient } from '@margay/messaging';
import { startTestSandbox, type TestDatabase, testNats, type TestSandbox } from '@margay/testing';
import { DeployedAccount } from './deployed-account.js';
import { deploymentsDatabase, INSPECTOR, serveDeployments } from './serving.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const KILLS = 6;

describe('a deployment, while its process is killed', () => {
  const nats = testNats();
  let database: TestDatabase;
  let aws: TestSandbox;
  let bus: Bus;
  let stand: DeployedAccount;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    aws = await startTestSandbox();
    database = await deploymentsDatabase();
    bus = new Bus({ ...nats, service: 'gateway' }).start();
    stand = new DeployedAccount(aws, new BusClient(bus));
  });
  afterAll(async () => {
    for (const child of children) await kill9(child);
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

  it('goes on again and again, and asks AWS for no change twice', async () => {
    // Whoever answers at the beginning is gone before anything is approved.
    const first = await serveDeployments(nats, database, { endpoint: aws.url });
    await stand.prepare(100);
    await stand.release('3.1.0');
    await stand.release('3.2.0');
    const upgraded = await stand.account();
    await stand.approve(upgraded, await stand.request(upgraded));
    expect(await stand.ended(upgraded, 1)).toMatchObject({ status: 'completed' });
    const recovered = await stand.account();
    await stand.failed(recovered, {}, { times: 1 });
    const installed = [await stand.account(), await stand.account()];
    for (const id of installed) await stand.approve(id, await stand.request(id));
    await stand.recover(recovered, 1, 'delete');
    await stand.approve(recovered, 1);
    const versions = { current: '3.1.0', target: '3.2.0', roleVersion: '3.1.0' };
    await stand.approve(upgraded, await stand.request(upgraded, versions));
    await first.close();
    for (let kill = 0; kill < KILLS; kill++) {
      const child = start();
      // A moment of chance: any is as good as another, and none may do harm.
      await sleep(1_500 + Math.random() * 1_500);
      await kill9(child);
    }
    start();
    const begun = async (id: string) =>
      (await stand.calls(id)).map((call) => `${call.action} ${call.begun}`).sort();
    for (const id of installed) {
      expect(await stand.ended(id, 1)).toMatchObject({ status: 'completed' });
      expect(await begun(id)).toEqual(['CreateStack 1', 'StartBuild 1']);
    }
    expect(await stand.ended(recovered, 1)).toMatchObject({ status: 'recovered' });
    expect(await begun(recovered)).toEqual(['CreateStack 1', 'DeleteStack 1']);
    expect(await stand.ended(upgraded, 2)).toMatchObject({ status: 'completed' });
    expect(await begun(upgraded)).toEqual([
      'CreateChangeSet 1',
      'CreateStack 1',
      'ExecuteChangeSet 1',
      'StartBuild 1',
      'StartBuild 1',
    ]);
  }, 240_000);
});
