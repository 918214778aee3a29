import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@margay/event-store';
import { Bus, BusClient } from '@margay/messaging';
import { startTestSandbox, type TestDatabase, testNats, type TestSandbox } from '@margay/testing';
import { DeployedAccount, SECRET } from './deployed-account.js';
import { ann, bob } from './inspected-account.js';
import { callerOf, deploymentsDatabase, serveDeployments } from './serving.js';

const cat = callerOf('cat');

describe('deployments', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let aws: TestSandbox;
  let stand: DeployedAccount;

  beforeAll(async () => {
    aws = await startTestSandbox();
    database = await deploymentsDatabase();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    stand = new DeployedAccount(aws, new BusClient(bus));
    const endpoint = aws.url;
    running.push(await serveDeployments(nats, database, { endpoint }));
    running.push(await serveDeployments(nats, database, { endpoint }));
    await stand.prepare();
    await stand.release('3.1.0');
    await stand.release('3.2.0');
    await stand.release('3.3.0', { Alerts: { Type: 'AWS::DynamoDB::Table' } });
    await stand.release('3.4.0');
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
    await aws.close();
  });

  const installed = async (target = '3.1.0') => {
    const id = await stand.account();
    const run = await stand.request(id, { target });
    await stand.approve(id, run);
    expect(await stand.ended(id, run)).toMatchObject({ status: 'completed', lastGood: target });
    return id;
  };

  it('install, with each change asked for once, and end with the version that is there', async () => {
    const id = await installed();
    const calls = await stand.calls(id);
    expect(calls.map(({ action, begun }) => [action, begun])).toEqual([
      ['CreateStack', 1],
      ['StartBuild', 1],
    ]);
    expect(calls[0]?.token).toBe(`margay-${id}-1-0-create-stack-1`);
  });

  it('are approved by somebody else than who asked, before anything happens', async () => {
    const id = await stand.account();
    const run = await stand.request(id);
    await expect(stand.approve(id, run, ann)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await stand.calls(id)).toEqual([]);
  });

  it('are one at a time in an account, and the refusal names it', async () => {
    const id = await stand.account();
    const run = await stand.request(id);
    await expect(stand.request(id)).rejects.toMatchObject({
      code: 'conflict',
      message: `Deployment ${run} is under way there.`,
    });
    await stand.deployments.cancelDeployment({ accountId: id, run, reason: 'A test.' }, ann());
    expect((await stand.ended(id, run)).status).toBe('cancelled');
    expect(await stand.request(id)).toBe(run + 1);
  });

  it('fail with the cause three levels down, and say whose it is', async () => {
    const id = await stand.account();
    await aws.order('stackFault', {
      account: stand.customer.numberOf(id),
      resource: 'Core.Data.Key',
      kind: 'scp_denial',
      detail: 'sns:CreateTopic',
    });
    const run = await stand.request(id);
    await stand.approve(id, run);
    const { status, cause, lastGood } = await stand.ended(id, run);
    expect([status, cause?.failure, lastGood]).toEqual(['failed', 'rolled_back', '']);
    expect(cause?.message).toContain('Core');
    expect(cause?.message).toContain('sns:CreateTopic');
  });

  it('fail with the phase of the build that failed', async () => {
    const id = await stand.account();
    await aws.order('buildFault', {
      account: stand.customer.numberOf(id),
      region: 'us-east-1',
      project: 'panther-pulumi',
      phase: 'PRE_BUILD',
      message: 'No stack to select.',
    });
    const run = await stand.request(id);
    await stand.approve(id, run);
    const { cause } = await stand.ended(id, run);
    expect(cause?.failure).toBe('build_failed');
    expect(cause?.message).toContain('PRE_BUILD');
    expect(cause?.message).toContain('No stack to select.');
  });

  it('tell how far the stacks are, and when they will be through', async () => {
    const id = await stand.account();
    const run = await stand.request(id);
    await stand.pace(50);
    try {
      await stand.approve(id, run);
      const { progress } = await stand.until('some of it is done', id, run, (deployment) =>
        Boolean(deployment.progress?.expectedAt),
      );
      expect(progress?.percent).toBeGreaterThanOrEqual(5);
      expect(progress?.percent).toBeLessThanOrEqual(100);
      const [seen, end] = [progress?.lookedAt, progress?.expectedAt];
      expect(Number(end?.seconds) + 1).toBeGreaterThanOrEqual(Number(seen?.seconds));
    } finally {
      await stand.pace();
    }
    expect(await stand.ended(id, run)).toMatchObject({ status: 'completed' });
  });

  it('upgrade hop by hop, each approved with its change set', async () => {
    const id = await installed();
    const run = await stand.request(id, {
      current: '3.1.0',
      target: '3.3.0',
      roleVersion: '3.1.0',
    });
    await stand.approve(id, run);
    await stand.until('the second hop', id, run, ({ hop }) => hop === 1);
    await stand.approve(id, run);
    expect(await stand.ended(id, run)).toMatchObject({ status: 'completed', lastGood: '3.3.0' });
    const changes = (await stand.calls(id)).filter(({ action }) => action !== 'StartBuild');
    expect(changes.map(({ action, begun }) => [action, begun])).toEqual([
      ['CreateStack', 1],
      ['CreateChangeSet', 1],
      ['ExecuteChangeSet', 1],
      ['CreateChangeSet', 1],
      ['ExecuteChangeSet', 1],
    ]);
  });

  it('need two people where something with a state goes', async () => {
    const id = await installed('3.3.0');
    const run = await stand.request(id, {
      current: '3.3.0',
      target: '3.4.0',
      roleVersion: '3.3.0',
    });
    await stand.approve(id, run, bob);
    const { changeSet, missingApprovals } = await stand.get(id, run);
    expect([changeSet?.destroys, missingApprovals]).toEqual([['Alerts'], 1]);
    await stand.approve(id, run, cat);
    expect((await stand.ended(id, run)).status).toBe('completed');
  });

  it('stop an upgrade at the last good version', async () => {
    const id = await installed();
    const run = await stand.request(id, {
      current: '3.1.0',
      target: '3.3.0',
      roleVersion: '3.1.0',
    });
    await stand.approve(id, run);
    await stand.until('the second hop', id, run, ({ hop }) => hop === 1);
    await aws.order('stackFault', {
      account: stand.customer.numberOf(id),
      resource: 'Core.Data.Key',
      phase: 'update',
      kind: 'quota',
    });
    await stand.approve(id, run);
    expect(await stand.ended(id, run)).toMatchObject({
      status: 'failed',
      lastGood: '3.2.0',
      cause: { failure: 'rolled_back' },
    });
  });

  it('tell no value of a parameter, in no event and no answer', async () => {
    const id = await installed();
    const log = new Database(database.url, 'deployments');
    const rows = await log.sql<{ event: string }>`SELECT data::text AS event FROM event`;
    await log.close();
    const events = rows.map(({ event }) => event).join('\n');
    expect(events).toContain('create_stack');
    expect(events).not.toContain(SECRET);
    const { deployments } = await stand.deployments.listDeployments({ accountId: id }, ann());
    expect(deployments).toMatchObject([{ run: 1, status: 'completed' }]);
    expect(JSON.stringify(deployments.map((each) => [each.cause, each.hops]))).not.toContain(
      SECRET,
    );
  });
});
