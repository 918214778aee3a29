import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@margay/event-store';
import { Bus, BusClient } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { CHECKS } from '../src/preflight/check.js';
import { ann, InspectedAccount, outcomes } from './inspected-account.js';
import { deploymentsDatabase, INSPECTOR, serveDeployments } from './serving.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ALL = Object.keys(CHECKS);

describe('a preflight, while what it stands on fails', () => {
  let nats: ReturnType<typeof testNats>;
  let database: TestDatabase;
  let aws: TestSandbox;
  let bus: Bus;
  let customer: InspectedAccount;
  let closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    aws = await startTestSandbox();
  });
  afterAll(() => aws.close());
  beforeEach(async () => {
    await aws.order('reset');
    nats = testNats();
    database = await deploymentsDatabase();
    bus = new Bus({ ...nats, service: 'gateway' }).start();
    customer = new InspectedAccount(aws, new BusClient(bus));
    closing = [() => database.drop(), () => bus.close()];
  });
  afterEach(async () => {
    for (const close of closing.reverse()) await close();
  });

  const startProcess = (): ChildProcess => {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        LOG_LEVEL: 'warn',
        DATABASE_URL: database.url,
        NATS_URL: nats.servers.join(','),
        NATS_NAMESPACE: nats.namespace,
        CURSOR_SECRET: 'a cursor secret of enough length',
        INSPECTOR_ROLE_ARN: INSPECTOR,
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'INSPECTOR',
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_TIMEOUT_SECONDS: '60',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    closing.push(() => kill9(child));
    return child;
  };
  const kill9 = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const resultsOf = async (accountId: string, run: number) => {
    const { preflight } = await customer.preflights.getPreflight({ accountId, run }, ann());
    return preflight?.results.map(({ id }) => id) ?? [];
  };
  /** What the log holds of one kind of event. */
  const logged = async (type: string) => {
    const log = new Database(database.url, 'deployments');
    try {
      return (await log.sql`SELECT data FROM event WHERE type = ${type} ORDER BY position`).length;
    } finally {
      await log.close();
    }
  };

  it('goes on after kill -9, and makes no check twice', async () => {
    const killed = startProcess();
    await eventually('the service answers', async () => {
      await customer.prepare();
      return true;
    });
    const id = await customer.account();
    // The sixth check hangs, once.
    await aws.order('fault', { action: 'iam:ListRoles', kind: 'slow', times: 1, delayMs: 60_000 });
    const run = await customer.start(id);
    await eventually('five checks have results, and the sixth is being made', async () => {
      const { 'iam:ListRoles': looked = 0 } = await aws.order('calls');
      return looked === 1 && (await resultsOf(id, run)).length === 5;
    });
    const before = await aws.order('calls');
    await kill9(killed);
    startProcess();
    const preflight = await customer.ended(id, run);
    expect(preflight).toMatchObject({ status: 'passed', run });
    expect(preflight.results.map(({ id: check }) => check)).toEqual(ALL);
    expect(await logged('PreflightCheckConcluded')).toBe(ALL.length);
    expect(await logged('PreflightEnded')).toBe(1);
    const after = await aws.order('calls');
    for (const action of ['iam:SimulatePrincipalPolicy', 'organizations:DescribePolicy'])
      expect([action, after[action]]).toEqual([action, before[action]]);
  });

  it('has an end, whatever AWS does, and says what nobody looked at', async () => {
    const service = await serveDeployments(nats, database, {
      endpoint: aws.url,
      preflightMs: 1_500,
    });
    closing.push(() => service.close());
    await customer.prepare();
    const id = await customer.account();
    const slow = { action: 'iam:SimulatePrincipalPolicy', kind: 'slow', delayMs: 60_000 };
    await aws.order('fault', slow);
    const preflight = await customer.run(id);
    const skipped = ALL.filter((check) => !['account', 'stack_name'].includes(check));
    expect(outcomes(preflight)).toEqual({
      account: 'pass',
      stack_name: 'pass',
      ...Object.fromEntries(skipped.map((check) => [check, 'skipped'])),
    });
    expect(preflight).toMatchObject({ status: 'unsettled', unsettled: skipped });
    expect(preflight.results.at(-1)?.message).toBe('The preflight took longer than 1.5 s.');
  });

  it.each(['throttled', 'unavailable'])('outlasts a moment in which AWS is %s', async (kind) => {
    const service = await serveDeployments(nats, database, { endpoint: aws.url });
    closing.push(() => service.close());
    await customer.prepare();
    const id = await customer.account();
    for (const action of ['sts:AssumeRole', 'iam:GetPolicy', 'lambda:ListFunctions'])
      await aws.order('fault', { action, kind, times: 1 });
    expect((await customer.run(id)).status).toBe('passed');
  });
});
