import { describe, expect, it } from '@jest/globals';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from './aws.contract.js';

const template = (queues: readonly string[], prefix: string): string =>
  JSON.stringify({
    Parameters: { Suffix: { Type: 'String', Default: 'a' } },
    Resources: Object.fromEntries(
      queues.map((name) => [
        name,
        {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: { 'Fn::Sub': `${prefix}-${name}-\${Suffix}` } },
        },
      ]),
    ),
    Outputs: { Name: { Value: { 'Fn::GetAtt': ['First', 'QueueName'] } } },
  });

/** What the stacks of every AWS do, real, ours or somebody else's. */
export function stacksContract(name: string, clientOf: () => Backend['client']): void {
  describe(`the stacks of ${name}, as those of any AWS,`, () => {
    let made = 0;
    const fresh = () => `contract-${process.pid}-${++made}`;
    const client = () => new CloudFormationClient(clientOf());
    const statusOf = async (StackName: string) => {
      const { Stacks } = await client().send(new DescribeStacksCommand({ StackName }));
      return Stacks?.[0]?.StackStatus ?? '';
    };
    const settled = async (id: string): Promise<string> => {
      for (let turn = 0; turn < 500; turn++) {
        const status = await statusOf(id);
        if (!/(?<!REVIEW)_IN_PROGRESS$/.test(status)) return status;
        await sleep(5);
      }
      throw new Error('The stack does not settle.');
    };
    const create = async (StackName = fresh()) => {
      const { StackId = '' } = await client().send(
        new CreateStackCommand({ StackName, TemplateBody: template(['First'], StackName) }),
      );
      return { StackName, id: StackId };
    };

    it('are made, and tell what they were told', async () => {
      const { StackName, id } = await create();
      expect(await settled(id)).toBe('CREATE_COMPLETE');
      const { Stacks } = await client().send(new DescribeStacksCommand({ StackName }));
      expect(Stacks?.[0]).toMatchObject({
        StackId: id,
        Parameters: [{ ParameterKey: 'Suffix', ParameterValue: 'a' }],
      });
      const { StackResourceSummaries } = await client().send(
        new ListStackResourcesCommand({ StackName }),
      );
      expect(StackResourceSummaries).toEqual([
        expect.objectContaining({
          LogicalResourceId: 'First',
          ResourceType: 'AWS::SQS::Queue',
          ResourceStatus: 'CREATE_COMPLETE',
        }),
      ]);
    });

    it('tell their events newest first, their own under their own id', async () => {
      const { StackName, id } = await create();
      await settled(id);
      const { StackEvents } = await client().send(new DescribeStackEventsCommand({ StackName }));
      expect(StackEvents?.[0]).toMatchObject({
        LogicalResourceId: StackName,
        PhysicalResourceId: id,
        ResourceType: 'AWS::CloudFormation::Stack',
        ResourceStatus: 'CREATE_COMPLETE',
      });
      expect(StackEvents?.at(-1)?.ResourceStatus).toBe('CREATE_IN_PROGRESS');
    });

    it('have names that nobody else can take', async () => {
      const { StackName } = await create();
      await expect(create(StackName)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    });

    it('are not there if nobody made them', async () => {
      const StackName = fresh();
      await expect(statusOf(StackName)).rejects.toMatchObject({
        name: 'ValidationError',
        message: `Stack with id ${StackName} does not exist`,
      });
    });

    it('are found by ARN alone once they are deleted', async () => {
      const { StackName, id } = await create();
      await settled(id);
      await client().send(new DeleteStackCommand({ StackName }));
      expect(await settled(id)).toBe('DELETE_COMPLETE');
      await expect(statusOf(StackName)).rejects.toThrow('does not exist');
      const { StackSummaries } = await client().send(
        new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
      );
      expect(StackSummaries?.map(({ StackId }) => StackId)).toContain(id);
    });

    it('change by a change set that tells what it will do', async () => {
      const { StackName, id } = await create();
      await settled(id);
      const { Id: ChangeSetName } = await client().send(
        new CreateChangeSetCommand({
          StackName,
          ChangeSetName: 'next',
          TemplateBody: template(['First', 'Second'], StackName),
        }),
      );
      const ready = async () => {
        for (let turn = 0; turn < 500; turn++) {
          const found = await client().send(new DescribeChangeSetCommand({ ChangeSetName }));
          if (found.Status === 'CREATE_COMPLETE') return found;
          await sleep(5);
        }
        throw new Error('The change set does not get ready.');
      };
      expect((await ready()).Changes?.map((each) => each.ResourceChange)).toContainEqual(
        expect.objectContaining({ Action: 'Add', LogicalResourceId: 'Second' }),
      );
      await client().send(new ExecuteChangeSetCommand({ ChangeSetName }));
      await settled(id);
      const { StackResourceSummaries } = await client().send(
        new ListStackResourcesCommand({ StackName }),
      );
      expect(StackResourceSummaries?.map((each) => each.LogicalResourceId)).toContain('Second');
    });
  });
}
