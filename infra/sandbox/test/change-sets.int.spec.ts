import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../src/index.js';
import { ACCOUNT } from './sandbox-backend.js';
import { CAPABILITIES, nested, REGION, StackStand, template } from './stack-stand.js';

const bucket = (BucketName: string) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });

describe('the change sets of the sandbox', () => {
  let sandbox: Sandbox;
  let stand: StackStand;

  beforeAll(async () => {
    sandbox = await startSandbox();
    stand = new StackStand(() => sandbox);
  });
  afterAll(() => sandbox.close());
  beforeEach(() => stand.prepare());

  const installed = async (text: string) => {
    const id = await stand.create('panther', await stand.put('root', text));
    await stand.settled(id);
    return id;
  };
  const ready = async (ChangeSetName: string): Promise<DescribeChangeSetOutput> => {
    for (let turn = 0; turn < 500; turn++) {
      const found = await stand.client.send(new DescribeChangeSetCommand({ ChangeSetName }));
      if (!found.Status?.endsWith('_IN_PROGRESS')) return found;
      await sleep(5);
    }
    throw new Error('The change set does not get ready.');
  };
  const propose = async (text: string, more: Partial<CreateChangeSetCommandInput> = {}) => {
    const { Id } = await stand.client.send(
      new CreateChangeSetCommand({
        StackName: 'panther',
        ChangeSetName: 'next',
        TemplateURL: await stand.put('next', text),
        Capabilities: [...CAPABILITIES],
        IncludeNestedStacks: true,
        ...more,
      }),
    );
    return ready(Id ?? '');
  };
  const execute = (ChangeSetName: string | undefined) =>
    stand.client.send(new ExecuteChangeSetCommand({ ChangeSetName }));

  it('tell what would be added, changed, replaced and removed', async () => {
    await installed(template({ Bucket: bucket('old'), Gone: 'AWS::KMS::Key' }));
    const { Changes, Status, ExecutionStatus } = await propose(
      template({ Bucket: bucket('new'), New: 'AWS::SQS::Queue' }),
    );
    expect([Status, ExecutionStatus]).toEqual(['CREATE_COMPLETE', 'AVAILABLE']);
    expect(Changes?.map((each) => each.ResourceChange)).toEqual([
      expect.objectContaining({
        Action: 'Modify',
        LogicalResourceId: 'Bucket',
        Replacement: 'True',
        PolicyAction: 'ReplaceAndDelete',
      }),
      expect.objectContaining({ Action: 'Add', LogicalResourceId: 'New' }),
      expect.objectContaining({
        Action: 'Remove',
        LogicalResourceId: 'Gone',
        PolicyAction: 'Delete',
      }),
    ]);
  });

  it('lead into stacks within, each with a change set of its own', async () => {
    await stand.put('leaf', template({ Bucket: bucket('old') }));
    const root = template({ Leaf: nested('leaf') });
    await installed(root);
    await stand.put('leaf', template({ Bucket: bucket('new') }));
    const found = await propose(root);
    const change = found.Changes?.[0]?.ResourceChange;
    expect(change?.LogicalResourceId).toBe('Leaf');
    const within = await ready(change?.ChangeSetId ?? '');
    expect(within).toMatchObject({
      ParentChangeSetId: found.ChangeSetId,
      RootChangeSetId: found.ChangeSetId,
      Changes: [{ ResourceChange: { LogicalResourceId: 'Bucket', Replacement: 'True' } }],
    });
    await expect(execute(within.ChangeSetId)).rejects.toThrow('with its root change set');
    await execute(found.ChangeSetId);
    expect((await stand.settled('panther')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('fail where a stack within cannot be made, and say so', async () => {
    const root = template({ Leaf: nested('leaf') });
    await stand.put('leaf', template({ Bucket: bucket('old') }));
    await installed(root);
    await stand.put(
      'leaf',
      template({ Bucket: bucket('old') }, { Parameters: { New: { Type: 'String' } } }),
    );
    const { Status, StatusReason } = await propose(root);
    expect(Status).toBe('FAILED');
    expect(StatusReason).toMatch(
      /^Nested change set .* was not successfully created: .*\[New\] must have values/,
    );
  });

  it('fail where nothing changes, in the words that mean success', async () => {
    const id = await installed(template({ Bucket: bucket('old') }));
    const found = await propose(template({ Bucket: bucket('old') }));
    expect(found).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason: expect.stringContaining("didn't contain changes"),
    });
    await expect(execute(found.ChangeSetId)).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
    });
    expect((await stand.stack(id)).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('are all gone once one of them was executed', async () => {
    await installed(template({ Bucket: bucket('old') }));
    const first = await propose(template({ Bucket: bucket('a') }));
    const second = await propose(template({ Bucket: bucket('b') }), { ChangeSetName: 'other' });
    const list = async () =>
      (await stand.client.send(new ListChangeSetsCommand({ StackName: 'panther' }))).Summaries;
    expect(await list()).toHaveLength(2);
    await execute(second.ChangeSetId);
    await stand.settled('panther');
    expect((await list())?.map((each) => each.ExecutionStatus)).toEqual(['EXECUTE_COMPLETE']);
    await expect(ready(first.ChangeSetId ?? '')).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
    expect((await stand.resources('panther')).get('Bucket')?.PhysicalResourceId).toBe('b');
  });

  it('leave an empty shell where there is no stack yet, that waits until it is executed or deleted', async () => {
    const found = await propose(template({ Bucket: bucket('new') }), { ChangeSetType: 'CREATE' });
    expect((await stand.stack('panther')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    await execute(found.ChangeSetId);
    expect((await stand.settled('panther')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('are made once under one token, and deleted by name', async () => {
    await installed(template({ Bucket: bucket('old') }));
    const ask = () => propose(template({ Bucket: bucket('new') }), { ClientToken: 'hop-1' });
    expect((await ask()).ChangeSetId).toBe((await ask()).ChangeSetId);
    const named = { StackName: 'panther', ChangeSetName: 'next' };
    await stand.client.send(new DeleteChangeSetCommand(named));
    await expect(stand.client.send(new DescribeChangeSetCommand(named))).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });

  describe('and its drift', () => {
    const detected = async () => {
      const { StackDriftDetectionId } = await stand.client.send(
        new DetectStackDriftCommand({ StackName: 'panther' }),
      );
      for (let turn = 0; turn < 500; turn++) {
        const found = await stand.client.send(
          new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
        );
        if (found.DetectionStatus === 'DETECTION_COMPLETE') return found;
        await sleep(5);
      }
      throw new Error('The detection does not end.');
    };

    it('is unknown until somebody looks, and then told by property', async () => {
      await installed(template({ Bucket: bucket('b'), Queue: 'AWS::SQS::Queue' }));
      expect((await stand.stack('panther')).DriftInformation?.StackDriftStatus).toBe('NOT_CHECKED');
      expect((await detected()).StackDriftStatus).toBe('IN_SYNC');
      await stand.order('stackDrift', {
        account: ACCOUNT,
        region: REGION,
        stack: 'panther',
        logicalId: 'Bucket',
        properties: [{ path: '/BucketEncryption', expected: 'aws:kms', actual: 'AES256' }],
      });
      expect(await detected()).toMatchObject({
        StackDriftStatus: 'DRIFTED',
        DriftedStackResourceCount: 1,
      });
      const { StackResourceDrifts } = await stand.client.send(
        new DescribeStackResourceDriftsCommand({
          StackName: 'panther',
          StackResourceDriftStatusFilters: ['MODIFIED'],
        }),
      );
      expect(StackResourceDrifts).toEqual([
        expect.objectContaining({
          LogicalResourceId: 'Bucket',
          PropertyDifferences: [
            expect.objectContaining({ PropertyPath: '/BucketEncryption', ActualValue: 'AES256' }),
          ],
        }),
      ]);
    });
  });
});
