import 'reflect-metadata';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Bus, BusClient } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { DeployedAccount } from './deployed-account.js';
import { ann, bob } from './inspected-account.js';
import { deploymentsDatabase, serveDeployments } from './serving.js';

describe('what a failed deployment left', () => {
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
    await stand.release('3.2.0');
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
    await aws.close();
  });
  beforeEach(() => aws.order('clearStackFaults'));

  const recovered = async (id: string, run: number) => {
    await stand.approve(id, run);
    return stand.ended(id, run);
  };
  const begun = async (id: string) =>
    (await stand.calls(id)).map((call) => `${call.action} ${call.begun}`);

  const requestedWithFaultyBuild = async (id: string) => {
    const account = stand.customer.numberOf(id);
    const project = 'panther-pulumi';
    await aws.order('buildFault', { account, region: 'us-east-1', project, times: 1 });
    const run = await stand.request(id);
    await stand.approve(id, run);
    return run;
  };

  /** Somebody at the account's own console does something with the stack. */
  const byHand = async (
    id: string,
    run: number,
    until: string,
    change: (operator: CloudFormationClient, StackName: string) => Promise<unknown>,
  ) => {
    await aws.order('accessKey', {
      accessKeyId: 'OPERATOR',
      roleArn: `arn:aws:iam::${stand.customer.numberOf(id)}:role/operator`,
    });
    const operator = new CloudFormationClient({
      endpoint: aws.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'any' },
    });
    const StackName = (await stand.get(id, run)).recovery?.stackId ?? '';
    await change(operator, StackName);
    await eventually(`it is ${until}`, async () => {
      const { Stacks } = await operator.send(new DescribeStacksCommand({ StackName }));
      return Stacks?.[0]?.StackStatus === until;
    });
  };

  it('is deleted once two people want that, and the account is installed into again', async () => {
    const id = await stand.account();
    const run = await stand.failed(id, {}, { times: 1 });
    expect(await stand.recover(id, run, 'delete')).toMatchObject({
      status: 'running',
      waitsFor: 'approval',
      cause: { class: 'scp_explicit_deny' },
      recovery: { action: 'delete', status: 'ROLLBACK_COMPLETE' },
    });
    await expect(stand.approve(id, run, ann)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await begun(id)).toEqual(['CreateStack 1']);
    expect(await recovered(id, run)).toMatchObject({ status: 'recovered', lastGood: '' });
    await stand.approve(id, await stand.request(id));
    expect(await stand.ended(id, run + 1)).toMatchObject({ status: 'completed' });
    expect(await begun(id)).toEqual([
      'CreateStack 1',
      'DeleteStack 1',
      'CreateStack 1',
      'StartBuild 1',
    ]);
  });

  it('is a rollback that goes on, without what cannot be put back', async () => {
    const id = await stand.account();
    await stand.approve(id, await stand.request(id));
    expect((await stand.ended(id, 1)).status).toBe('completed');
    const account = stand.customer.numberOf(id);
    await aws.order('stackFault', { account, resource: 'Own', phase: 'rollback', kind: 'quota' });
    const versions = { current: '3.1.0', target: '3.2.0', roleVersion: '3.1.0' };
    const run = await stand.failed(id, versions, { phase: 'update' });
    const { cause, diagnosis } = await stand.get(id, run);
    expect([cause?.failure, diagnosis?.status]).toEqual(['stuck', 'UPDATE_ROLLBACK_FAILED']);
    await expect(stand.recover(id, run, 'delete')).rejects.toMatchObject({
      code: 'conflict',
      message:
        'The stack is UPDATE_ROLLBACK_FAILED. What may be done: continue_rollback; continue_rollback with Own.',
    });

    // As it is, it does not come through, and is asked for again.
    await stand.recover(id, run, 'continue_rollback');
    expect(await recovered(id, run)).toMatchObject({
      status: 'failed',
      cause: { failure: 'stuck' },
    });
    await stand.recover(id, run, 'continue_rollback', 'Own');
    expect(await recovered(id, run)).toMatchObject({ status: 'recovered', lastGood: '3.1.0' });
    const rollbacks = (await begun(id)).filter((call) => call.startsWith('Continue'));
    expect(rollbacks).toEqual(['ContinueUpdateRollback 1', 'ContinueUpdateRollback 1']);
  });

  it('is a build, which is made again, and the deployment goes on from there', async () => {
    const id = await stand.account();
    const run = await requestedWithFaultyBuild(id);
    const { status, cause } = await stand.ended(id, run);
    expect([status, cause?.failure]).toEqual(['failed', 'build_failed']);
    expect(cause?.message).toContain('Then go on with build_again.');
    await expect(stand.recover(id, run, 'delete')).rejects.toMatchObject({
      message: 'The stack is CREATE_COMPLETE. What may be done: build_again.',
    });
    expect(await stand.recover(id, run, 'build_again')).toMatchObject({
      status: 'running',
      waitsFor: 'approval',
      recovery: { action: 'build_again', status: 'CREATE_COMPLETE' },
    });
    await expect(stand.approve(id, run, ann)).rejects.toMatchObject({ code: 'forbidden' });
    const completed = await recovered(id, run);
    expect(completed).toMatchObject({ status: 'completed', lastGood: '3.1.0' });
    expect([completed.cause, completed.recovery]).toEqual([undefined, undefined]);
    expect(await begun(id)).toEqual(['CreateStack 1', 'StartBuild 1', 'StartBuild 1']);
  });

  it('is not built upon once it is no longer as it was when that was proposed', async () => {
    const id = await stand.account();
    const run = await requestedWithFaultyBuild(id);
    expect((await stand.ended(id, run)).cause?.failure).toBe('build_failed');
    await stand.recover(id, run, 'build_again');
    await byHand(id, run, 'UPDATE_COMPLETE', (operator, StackName) =>
      operator.send(
        new UpdateStackCommand({
          StackName,
          UsePreviousTemplate: true,
          Parameters: [{ ParameterKey: 'Secret', UsePreviousValue: true }],
          Tags: [{ Key: 'changed', Value: 'by hand' }],
        }),
      ),
    );
    expect(await recovered(id, run)).toMatchObject({
      status: 'failed',
      cause: { failure: 'obsolete' },
    });
    expect(await begun(id)).toEqual(['CreateStack 1', 'UpdateStack 1', 'StartBuild 1']);
  });

  it('is left alone once it is no longer as it was when that was proposed', async () => {
    const id = await stand.account();
    const run = await stand.failed(id, {}, { times: 1 });
    await stand.recover(id, run, 'delete');
    await byHand(id, run, 'DELETE_COMPLETE', async (operator, StackName) => {
      const open = { StackName, EnableTerminationProtection: false };
      await operator.send(new UpdateTerminationProtectionCommand(open));
      await operator.send(new DeleteStackCommand({ StackName }));
    });
    expect(await recovered(id, run)).toMatchObject({
      status: 'failed',
      cause: {
        failure: 'obsolete',
        message:
          'The stack is DELETE_COMPLETE by now, and was ROLLBACK_COMPLETE when it was proposed.',
      },
    });
    await expect(stand.recover(id, run, 'delete')).rejects.toMatchObject({
      message: 'The stack is DELETE_COMPLETE. What may be done: nothing.',
    });
  });

  it('stays where it is when the recovery is given up', async () => {
    const id = await stand.account();
    const run = await stand.failed(id, {}, { times: 1 });
    await stand.recover(id, run, 'delete');
    await stand.deployments.cancelDeployment({ accountId: id, run, reason: 'No.' }, bob());
    expect(await stand.ended(id, run)).toMatchObject({ status: 'failed' });
    expect(await begun(id)).toEqual(['CreateStack 1']);
  });

  it('is nothing where a deployment came through, or changed nothing', async () => {
    const id = await stand.account();
    await stand.approve(id, await stand.request(id));
    expect((await stand.ended(id, 1)).status).toBe('completed');
    await expect(stand.recover(id, 1, 'delete')).rejects.toMatchObject({
      message: 'The deployment has not failed.',
    });
  });
});
