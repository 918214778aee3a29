import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@margay/event-store';
import { Bus, BusClient } from '@margay/messaging';
import { startTestSandbox, type TestDatabase, testNats, type TestSandbox } from '@margay/testing';
import { DeployedAccount, SECRET } from './deployed-account.js';
import { ann } from './inspected-account.js';
import { deploymentsDatabase, serveDeployments } from './serving.js';

describe('what a deployment finds', () => {
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
    running.push(await serveDeployments(nats, database, { endpoint: aws.url }));
    await stand.prepare();
    await stand.release('3.1.0');
    await stand.release('3.2.0', { Alerts: { Type: 'AWS::DynamoDB::Table' } });
    await stand.release('3.3.0', {}, '3.2.0');
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
    await aws.close();
  });
  beforeEach(async () => {
    await aws.order('clearFaults');
    await aws.order('clearStackFaults');
  });

  const installed = async (target: string, parameters: object = { Secret: SECRET }) => {
    const id = await stand.account();
    await stand.approve(id, await stand.request(id, { target, parameters }));
    return { id, deployment: await stand.ended(id, 1) };
  };
  /** At the moment that people are asked. */
  const upgrading = async (id: string) => {
    const run = await stand.request(id, {
      current: '3.1.0',
      target: '3.2.0',
      roleVersion: '3.1.0',
    });
    return stand.until('it waits', id, run, ({ waitsFor, status }) => {
      expect(status).toBe('running');
      return waitsFor === 'approval';
    });
  };

  it('says why it failed, in its event and in full, and keeps that', async () => {
    const id = await stand.account();
    const run = await stand.failed(id);
    const { cause, diagnosis } = await stand.get(id, run);
    expect(cause).toMatchObject({
      failure: 'rolled_back',
      class: 'scp_explicit_deny',
      owner: 'organization',
      place: 'Core > Data > Key',
    });
    expect(diagnosis).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      cause: { path: ['Core', 'Data', 'Key'], denial: { action: 'sns:CreateTopic' } },
      nextActions: [{ action: 'delete', needsApproval: true }],
    });
    expect(diagnosis?.text).toContain('What to do:');
    // Nothing is asked of the account again: it is as it was found.
    await aws.order('fault', { action: 'cloudformation:DescribeStackEvents', kind: 'denied' });
    expect((await stand.get(id, run)).diagnosis).toEqual(diagnosis);
    const { deployments } = await stand.deployments.listDeployments({ accountId: id }, ann());
    expect(deployments).toMatchObject([{ cause: { class: 'scp_explicit_deny' } }]);
    expect(deployments[0]?.diagnosis).toBeUndefined();
  });

  it('has no value of a parameter, wherever CloudFormation cites it', async () => {
    const id = await stand.account();
    const message = `Resource handler returned message: "${SECRET} is no name" (HandlerErrorCode: InvalidRequest)`;
    const run = await stand.failed(id, {}, { kind: 'text', message });
    const { cause, diagnosis } = await stand.get(id, run);
    expect(cause?.message).toContain('**** is no name');
    expect(diagnosis?.cause?.reason).toContain('**** is no name');
    const log = new Database(database.url, 'deployments');
    const kept = await log.sql<{ kept: string }>`
      SELECT content::text AS kept FROM run_finding UNION ALL SELECT data::text FROM event`;
    await log.close();
    expect(kept.filter((each) => each.kept.includes(SECRET))).toEqual([]);
  });

  it('fails all the same where nobody may see why, and says that', async () => {
    const id = await stand.account();
    await aws.order('fault', {
      action: 'sts:AssumeRole',
      kind: 'denied',
      resource: `arn:aws:iam::${stand.customer.numberOf(id)}:role/margay-inspection`,
    });
    const run = await stand.failed(id);
    const { cause, diagnosis } = await stand.get(id, run);
    expect(cause?.failure).toBe('rolled_back');
    expect(cause?.message).toContain('Why is not shown: AWS does not allow us to look');
    expect(diagnosis).toBeUndefined();
  });

  it('says what each stack is of, and that the first user is invited', async () => {
    const { deployment } = await installed('3.1.0', {
      Secret: SECRET,
      FirstUserEmail: 'first@example.com',
    });
    expect(deployment).toMatchObject({
      status: 'completed',
      verification: {
        version: '3.1.0',
        stacks: [
          { path: ['Core'], version: '3.1.0' },
          { path: ['Core', 'Data'], version: '3.1.0' },
        ],
        missingOutputs: [],
        firstUserInvited: true,
      },
    });
  });

  it('does not take for installed what is of another version within', async () => {
    const { deployment } = await installed('3.3.0');
    expect(deployment).toMatchObject({
      status: 'failed',
      cause: { failure: 'not_as_planned', message: 'Not of 3.3.0 are Core > Data (3.2.0).' },
      verification: { version: '3.3.0', firstUserInvited: false },
    });
  });

  it('shows before an approval what was changed by hand, and what the change set does within', async () => {
    const { id } = await installed('3.1.0');
    await aws.order('stackDrift', {
      account: stand.customer.numberOf(id),
      region: 'us-east-1',
      stack: 'panther-prod',
      logicalId: 'Own',
      properties: [{ path: '/DisplayName', expected: '3.1.0', actual: SECRET }],
    });
    const { drift, changes, changeSet } = await upgrading(id);
    expect(drift.map(({ path, status }) => [path.join('.'), status])).toEqual([
      ['', 'DRIFTED'],
      ['Core', 'IN_SYNC'],
      ['Core.Data', 'IN_SYNC'],
    ]);
    expect(drift[0]?.resources).toMatchObject([
      { logicalId: 'Own', status: 'MODIFIED', properties: ['/DisplayName'] },
    ]);
    expect(changeSet?.changes).toBe(changes.length);
    const told = changes.map(({ action, path }) => `${action} ${path.join('.')}`);
    expect(told).toEqual(
      expect.arrayContaining(['Add Alerts', 'Modify Own', 'Modify Core.Data.Key']),
    );
  });

  it('goes on where drift cannot be looked at, and says that it is not known', async () => {
    const { id } = await installed('3.1.0');
    await aws.order('fault', { action: 'cloudformation:DetectStackDrift', kind: 'denied' });
    const { drift } = await upgrading(id);
    expect(drift.map(({ status }) => status)).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    expect(drift[0]?.message).toContain('AccessDenied');
  });
});
