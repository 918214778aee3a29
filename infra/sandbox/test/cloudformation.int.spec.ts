import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStacksCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  type UpdateStackCommandInput,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../src/index.js';
import { ACCOUNT, policy } from './sandbox-backend.js';
import {
  CAPABILITIES,
  lines,
  nested,
  OPERATOR,
  REGION,
  StackStand,
  template,
} from './stack-stand.js';

const BUCKET = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'the-bucket' } };

describe('the stacks of the sandbox', () => {
  let sandbox: Sandbox;
  let stand: StackStand;

  beforeAll(async () => {
    sandbox = await startSandbox();
    stand = new StackStand(() => sandbox);
  });
  afterAll(() => sandbox.close());
  beforeEach(() => stand.prepare());

  const update = (name: string, more: Partial<UpdateStackCommandInput>) =>
    stand.client.send(
      new UpdateStackCommand({ StackName: name, Capabilities: [...CAPABILITIES], ...more }),
    );
  const chain = () =>
    template({
      Queue: 'AWS::SQS::Queue',
      Table: { Type: 'AWS::DynamoDB::Table', DependsOn: 'Queue' },
      Role: { Type: 'AWS::IAM::Role', Properties: { Path: { 'Fn::GetAtt': ['Table', 'Arn'] } } },
    });

  describe('are made', () => {
    it('in the order of what depends on what, each resource in at least two events', async () => {
      const id = await stand.create('panther', await stand.put('root', chain()));
      expect((await stand.settled(id)).StackStatus).toBe('CREATE_COMPLETE');
      expect(lines(await stand.events(id))).toEqual([
        'panther CREATE_IN_PROGRESS',
        ...['Queue', 'Table', 'Role'].flatMap((name) => [
          `${name} CREATE_IN_PROGRESS`,
          `${name} CREATE_IN_PROGRESS`,
          `${name} CREATE_COMPLETE`,
        ]),
        'panther CREATE_COMPLETE',
      ]);
    });

    it('with stacks within to three levels, each a stack of its own that knows parent and root', async () => {
      await stand.put('leaf', template({ Key: 'AWS::KMS::Key' }));
      await stand.put('middle', template({ Leaf: nested('leaf') }));
      const id = await stand.create(
        'panther',
        await stand.put('root', template({ Middle: nested('middle') })),
      );
      await stand.settled(id);
      const middleId = (await stand.resources(id)).get('Middle')?.PhysicalResourceId ?? '';
      const leafId = (await stand.resources(middleId)).get('Leaf')?.PhysicalResourceId ?? '';
      expect(await stand.stack(leafId)).toMatchObject({
        StackStatus: 'CREATE_COMPLETE',
        ParentId: middleId,
        RootId: id,
      });
      expect((await stand.stack(middleId)).StackName).toMatch(/^panther-Middle-[A-Z0-9]{12}$/);
    });

    it('with a doubled first event of a stack within, first without its ARN', async () => {
      await stand.put('leaf', template({ Key: 'AWS::KMS::Key' }));
      const id = await stand.create(
        'panther',
        await stand.put('root', template({ Leaf: nested('leaf') })),
      );
      await stand.settled(id);
      const rows = (await stand.events(id)).filter((each) => each.LogicalResourceId === 'Leaf');
      expect(rows.map((row) => [row.ResourceStatus, row.PhysicalResourceId !== ''])).toEqual([
        ['CREATE_IN_PROGRESS', false],
        ['CREATE_IN_PROGRESS', true],
        ['CREATE_COMPLETE', true],
      ]);
    });

    it('with what one stack says passed on to another', async () => {
      await stand.put(
        'giver',
        template({ Bucket: BUCKET }, { Outputs: { Name: { Value: { Ref: 'Bucket' } } } }),
      );
      await stand.put(
        'taker',
        template(
          { Queue: 'AWS::SQS::Queue' },
          {
            Parameters: { Bucket: { Type: 'String' } },
            Outputs: { Told: { Value: { 'Fn::Sub': 'told ${Bucket}' } } },
          },
        ),
      );
      const root = template(
        {
          Taker: nested('taker', {}, { Bucket: { 'Fn::GetAtt': ['Giver', 'Outputs.Name'] } }),
          Giver: nested('giver'),
        },
        { Outputs: { Told: { Value: { 'Fn::GetAtt': ['Taker', 'Outputs.Told'] } } } },
      );
      const id = await stand.create('panther', await stand.put('root', root));
      const { Outputs } = await stand.settled(id);
      expect(Outputs).toEqual([{ OutputKey: 'Told', OutputValue: 'told the-bucket' }]);
    });

    it('without what a condition leaves out', async () => {
      const root = template(
        { Queue: 'AWS::SQS::Queue', Topic: { Type: 'AWS::SNS::Topic', Condition: 'Wanted' } },
        {
          Parameters: { Mode: { Type: 'String', Default: 'off' } },
          Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'Mode' }, 'on'] } },
        },
      );
      const id = await stand.create('panther', await stand.put('root', root));
      await stand.settled(id);
      expect([...(await stand.resources(id)).keys()]).toEqual(['Queue']);
    });

    it('from YAML with short forms, every scalar as it was written', async () => {
      const body = [
        'Parameters: { Version: { Type: String, Default: 1.10 } }',
        'Resources: { Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "q-${Version}" } } }',
        'Outputs: { Joined: { Value: !Join [":", [!Ref Queue, !Ref AWS::Region]] } }',
      ].join('\n');
      const id = await stand.create('yaml', '', { TemplateURL: undefined, TemplateBody: body });
      expect((await stand.settled(id)).Outputs?.[0]?.OutputValue).toBe('q-1.10:us-east-1');
      const { TemplateBody } = await stand.client.send(new GetTemplateCommand({ StackName: id }));
      expect(TemplateBody).toBe(body);
    });

    it('in a time that the order for it compresses', async () => {
      await stand.order('timeCompression', { factor: 1 });
      const id = await stand.create('slow', await stand.put('root', chain()));
      expect((await stand.stack(id)).StackStatus).toBe('CREATE_IN_PROGRESS');
      await stand.later(200_000);
      expect((await stand.stack(id)).StackStatus).toBe('CREATE_COMPLETE');
    });
  });

  describe('are refused', () => {
    const parameterized = template(
      { Queue: 'AWS::SQS::Queue' },
      {
        Parameters: {
          Email: { Type: 'String', AllowedPattern: '[^@]+@[^@]+' },
          Memory: { Type: 'Number', Default: '256', MinValue: '256', MaxValue: '2048' },
          Mode: { Type: 'String', Default: 'on', AllowedValues: ['on', 'off'] },
        },
      },
    );
    const withValues = (values: Readonly<Record<string, string>>) => ({
      Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    });

    it.each([
      ['a parameter that has no value', {}, 'Parameters: [Email] must have values'],
      [
        'one that the template lacks',
        { Email: 'a@b', X: '1' },
        'Parameters: [X] do not exist in the template',
      ],
      [
        'a pattern that does not fit',
        { Email: 'nobody' },
        'Parameter Email failed to satisfy constraint: must match pattern [^@]+@[^@]+',
      ],
      [
        'a number out of bounds',
        { Email: 'a@b', Memory: '1' },
        'Parameter Memory failed to satisfy constraint: must be a number not less than 256',
      ],
      [
        'a value that is not among them',
        { Email: 'a@b', Mode: 'x' },
        'Parameter Mode failed to satisfy constraint: must be one of [on, off]',
      ],
    ])('for %s', async (_, values, message) => {
      const url = await stand.put('root', parameterized);
      await expect(stand.create('panther', url, withValues(values))).rejects.toMatchObject({
        name: 'ValidationError',
        message,
      });
    });

    it('without the capabilities that named roles need', async () => {
      const url = await stand.put(
        'root',
        template({ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } }),
      );
      await expect(
        stand.create('panther', url, { Capabilities: ['CAPABILITY_IAM'] }),
      ).rejects.toMatchObject({
        name: 'InsufficientCapabilitiesException',
        message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
      });
    });

    it('from a template that is not there', async () => {
      await expect(
        stand.create('panther', 'https://nowhere.s3.us-east-1.amazonaws.com/root.yml'),
      ).rejects.toMatchObject({
        message: 'TemplateURL must reference a valid S3 object to which you have access.',
      });
    });

    it('from a template that goes in circles or refers to nothing', async () => {
      const circle = template({
        A: { Type: 'AWS::SQS::Queue', DependsOn: 'B' },
        B: { Type: 'AWS::SQS::Queue', DependsOn: 'A' },
      });
      await expect(stand.create('x', await stand.put('circle', circle))).rejects.toThrow(
        'Circular dependency between resources: [A, B]',
      );
      const dangling = template({
        A: { Type: 'AWS::SQS::Queue', Properties: { X: { Ref: 'No' } } },
      });
      await expect(stand.create('x', await stand.put('dangling', dangling))).rejects.toThrow(
        'Unresolved resource dependencies [No]',
      );
    });

    it('under a name that is taken', async () => {
      const url = await stand.put('root', chain());
      await stand.create('panther', url);
      await expect(stand.create('panther', url)).rejects.toMatchObject({
        name: 'AlreadyExistsException',
      });
    });

    it('to whoever may not', async () => {
      const arn = `arn:aws:iam::${ACCOUNT}:role/reader`;
      await stand.order('role', {
        arn,
        trustPolicy: policy({
          Effect: 'Allow',
          Principal: { AWS: OPERATOR },
          Action: 'sts:AssumeRole',
        }),
        permissionPolicies: [
          policy({ Effect: 'Allow', Action: 'cloudformation:Describe*', Resource: '*' }),
        ],
      });
      const sts = new STSClient({
        endpoint: sandbox.url,
        region: REGION,
        credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'any' },
      });
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'reading' }),
      );
      const id = await stand.create('panther', await stand.put('root', chain()));
      const reader = stand.as({
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      });
      const { Stacks } = await reader.send(new DescribeStacksCommand({ StackName: id }));
      expect(Stacks).toHaveLength(1);
      await expect(reader.send(new DeleteStackCommand({ StackName: id }))).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(
          'is not authorized to perform: cloudformation:DeleteStack',
        ),
      });
    });

    it('to another account', async () => {
      await stand.create('panther', await stand.put('root', chain()));
      await stand.order('accessKey', {
        accessKeyId: 'OPERATOR',
        roleArn: 'arn:aws:iam::999988887777:role/stranger',
      });
      await expect(stand.stack('panther')).rejects.toThrow('Stack with id panther does not exist');
    });
  });

  describe('under a token', () => {
    it('are made once, however often they are asked for', async () => {
      const url = await stand.put('root', chain());
      const ask = () => stand.create('panther', url, { ClientRequestToken: 'install-1' });
      const id = await ask();
      expect(await ask()).toBe(id);
      await stand.settled(id);
      expect(await ask()).toBe(id);
      const { calls } = (await stand.order('stackCalls', {})) as { calls: readonly object[] };
      expect(calls).toEqual([
        expect.objectContaining({
          action: 'CreateStack',
          token: 'install-1',
          requests: 3,
          begun: 1,
        }),
      ]);
      const events = await stand.events(id);
      expect(new Set(events.map((each) => each.ClientRequestToken))).toEqual(
        new Set(['install-1']),
      );
    });

    it('are refused to another request', async () => {
      const url = await stand.put('root', chain());
      await stand.create('panther', url, { ClientRequestToken: 'install-1' });
      await expect(
        stand.create('other', url, { ClientRequestToken: 'install-1' }),
      ).rejects.toMatchObject({ name: 'TokenAlreadyExistsException' });
    });

    it('are found again after an answer that was lost', async () => {
      const url = await stand.put('root', chain());
      await stand.order('fault', { action: 'cloudformation:CreateStack', kind: 'lost', times: 1 });
      const ask = () => stand.create('panther', url, { ClientRequestToken: 'install-1' });
      await expect(ask()).rejects.toThrow();
      const { StackId } = await stand.stack('panther');
      expect(await ask()).toBe(StackId);
    });
  });

  describe('that fail to be made', () => {
    const deep = async () => {
      await stand.put(
        'leaf',
        template({ Ready: 'AWS::SNS::Topic', Key: { Type: 'AWS::KMS::Key', DependsOn: 'Ready' } }),
      );
      await stand.put('middle', template({ Leaf: nested('leaf') }));
      await stand.put('slow', template({ Service: 'AWS::ECS::Service' }));
      return stand.put('root', template({ Middle: nested('middle'), Slow: nested('slow') }));
    };
    const denial = {
      resource: 'Middle.Leaf.Key',
      kind: 'scp_denial',
      detail: 'kms:CreateKey',
    } as const;

    it('are rolled back by an operation of its own, with the cause three levels down', async () => {
      const url = await deep();
      await stand.order('stackFault', denial);
      const id = await stand.create('panther', url, { ClientRequestToken: 'install-1' });
      expect((await stand.settled(id)).StackStatus).toBe('ROLLBACK_COMPLETE');
      const events = await stand.events(id);
      const failed = events.filter((each) => each.ResourceStatus === 'CREATE_FAILED');
      expect(failed.map((each) => [each.LogicalResourceId, each.ResourceStatusReason])).toEqual([
        [
          'Middle',
          expect.stringMatching(
            /^Embedded stack arn:.* was not successfully created: The following resource\(s\) failed to create: \[Leaf\]\. $/,
          ),
        ],
        ['Slow', 'Resource creation cancelled'],
      ]);
      const { LastOperations } = await stand.stack(id);
      expect(LastOperations?.map((each) => each.OperationType)).toEqual([
        'ROLLBACK',
        'CREATE_STACK',
      ]);
      expect(new Set(events.map((each) => each.OperationId)).size).toBe(2);
      const [middle] = failed;
      const middleEvents = await stand.events(middle?.PhysicalResourceId ?? '');
      const leaf = middleEvents.find((each) => each.ResourceStatus === 'CREATE_FAILED');
      const leafEvents = await stand.events(leaf?.PhysicalResourceId ?? '');
      const cause = leafEvents.find((each) => each.ResourceStatus === 'CREATE_FAILED');
      expect(cause?.LogicalResourceId).toBe('Key');
      expect(cause?.ResourceStatusReason).toContain(
        'is not authorized to perform: kms:CreateKey on resource: * with an explicit deny in a service control policy',
      );
    });

    it('leave stacks within that are found by ARN alone, for ninety days', async () => {
      const url = await deep();
      await stand.order('stackFault', denial);
      const id = await stand.create('panther', url);
      await stand.settled(id);
      const middleId = (await stand.resources(id)).get('Middle')?.PhysicalResourceId ?? '';
      const gone = await stand.stack(middleId);
      expect(gone.StackStatus).toBe('DELETE_COMPLETE');
      await expect(stand.stack(gone.StackName ?? '')).rejects.toThrow('does not exist');
      expect((await stand.events(middleId)).length).toBeGreaterThan(4);
      const { StackSummaries } = await stand.client.send(
        new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
      );
      expect(StackSummaries?.map((each) => each.StackId)).toContain(middleId);
      await stand.later(91 * 86_400_000);
      await expect(stand.stack(middleId)).rejects.toThrow('does not exist');
    });

    it('can only be deleted, and then made again', async () => {
      const url = await deep();
      await stand.order('stackFault', { ...denial, times: 1 });
      const id = await stand.create('panther', url);
      await stand.settled(id);
      await expect(update('panther', { TemplateURL: url })).rejects.toThrow(
        `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`,
      );
      await stand.client.send(new DeleteStackCommand({ StackName: 'panther' }));
      await stand.settled(id);
      const again = await stand.create('panther', url);
      expect((await stand.settled(again)).StackStatus).toBe('CREATE_COMPLETE');
    });

    it('stay as they are where rollback is off, and are then deleted by RollbackStack', async () => {
      const url = await deep();
      await stand.order('stackFault', denial);
      const id = await stand.create('panther', url, { DisableRollback: true });
      expect((await stand.settled(id)).StackStatus).toBe('CREATE_FAILED');
      await stand.client.send(new RollbackStackCommand({ StackName: 'panther' }));
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
    });

    it('are gone where failure means deletion', async () => {
      const url = await deep();
      await stand.order('stackFault', denial);
      const id = await stand.create('panther', url, { OnFailure: 'DELETE' });
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
    });

    it('stay dirty if the rollback itself fails, and say what was left', async () => {
      const url = await deep();
      await stand.order('stackFault', denial);
      await stand.order('stackFault', {
        resource: 'Middle.Leaf.Ready',
        phase: 'rollback',
        kind: 'text',
        message: 'The bucket you tried to delete is not empty',
      });
      const id = await stand.create('panther', url);
      expect(await stand.settled(id)).toMatchObject({
        StackStatus: 'ROLLBACK_FAILED',
        StackStatusReason: 'The following resource(s) failed to delete: [Middle]. ',
      });
    });

    it('fail without a stack within where its template is missing', async () => {
      const id = await stand.create(
        'panther',
        await stand.put('root', template({ Absent: nested('absent') })),
      );
      await stand.settled(id);
      const row = (await stand.events(id)).find((each) => each.ResourceStatus === 'CREATE_FAILED');
      expect(row).toMatchObject({
        LogicalResourceId: 'Absent',
        ResourceStatusReason:
          'TemplateURL must reference a valid S3 object to which you have access.',
      });
      expect(row?.PhysicalResourceId ?? '').toBe('');
    });

    it('show a hook that failed before the resource did', async () => {
      const url = await stand.put('root', template({ Bucket: BUCKET }));
      await stand.order('stackFault', {
        resource: 'Bucket',
        kind: 'hook',
        detail: 'Acme::Guard::Encryption',
        message: 'The bucket is not encrypted.',
      });
      const id = await stand.create('panther', url);
      await stand.settled(id);
      const rows = (await stand.events(id)).filter((each) => each.LogicalResourceId === 'Bucket');
      expect(rows.map((row) => row.HookStatus ?? row.ResourceStatus)).toEqual([
        'CREATE_IN_PROGRESS',
        'HOOK_IN_PROGRESS',
        'HOOK_COMPLETE_FAILED',
        'CREATE_FAILED',
      ]);
      expect(rows.at(-1)?.ResourceStatusReason).toBe(
        'The following hook(s) failed: [Acme::Guard::Encryption]',
      );
    });

    it('fail in one moment at several places, in the order in which it happened', async () => {
      const url = await stand.put(
        'root',
        template({ A: 'AWS::SQS::Queue', B: 'AWS::SNS::Topic', C: 'AWS::ECS::Service' }),
      );
      for (const resource of ['A', 'B'])
        await stand.order('stackFault', {
          resource,
          kind: 'text',
          message: `${resource} failed`,
          afterSeconds: 5,
        });
      const id = await stand.create('panther', url);
      await stand.settled(id);
      const failed = (await stand.events(id)).filter(
        (each) => each.ResourceStatus === 'CREATE_FAILED',
      );
      expect(failed.map((each) => each.ResourceStatusReason)).toEqual([
        'A failed',
        'B failed',
        'Resource creation cancelled',
      ]);
      expect(new Set(failed.map((each) => each.Timestamp?.getTime())).size).toBe(1);
    });

    it('fail when their time is over', async () => {
      const url = await stand.put('root', template({ Service: 'AWS::ECS::Service' }));
      const id = await stand.create('panther', url, { TimeoutInMinutes: 1 });
      await stand.settled(id);
      const own = (await stand.events(id)).find(
        (each) => each.ResourceStatus === 'ROLLBACK_IN_PROGRESS',
      );
      expect(own?.ResourceStatusReason).toContain(
        'Stack creation time exceeded the specified timeout.',
      );
    });
  });

  describe('that keep things', () => {
    const retained = () =>
      template({
        Bucket: { ...BUCKET, DeletionPolicy: 'Retain' },
        Key: { Type: 'AWS::KMS::Key', DependsOn: 'Bucket' },
      });

    it('skip them when they are deleted', async () => {
      const id = await stand.create('panther', await stand.put('root', retained()));
      await stand.settled(id);
      await stand.client.send(new DeleteStackCommand({ StackName: id }));
      await stand.settled(id);
      expect(lines(await stand.events(id))).toContain('Bucket DELETE_SKIPPED');
    });

    it.each([
      [false, 'Bucket DELETE_SKIPPED'],
      [true, 'Bucket DELETE_COMPLETE'],
    ])('in the rollback of a creation unless told so: %s', async (RetainExceptOnCreate, line) => {
      await stand.order('stackFault', { resource: 'Key', kind: 'boundary' });
      const id = await stand.create('panther', await stand.put('root', retained()), {
        RetainExceptOnCreate,
      });
      await stand.settled(id);
      expect(lines(await stand.events(id))).toContain(line);
    });

    it('are not deleted while they are protected', async () => {
      const url = await stand.put('root', retained());
      const id = await stand.create('panther', url, { EnableTerminationProtection: true });
      await stand.settled(id);
      const remove = () => stand.client.send(new DeleteStackCommand({ StackName: id }));
      await expect(remove()).rejects.toThrow(
        'cannot be deleted while TerminationProtection is enabled',
      );
      await stand.client.send(
        new UpdateTerminationProtectionCommand({
          StackName: id,
          EnableTerminationProtection: false,
        }),
      );
      await remove();
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
    });
  });

  describe('that are deleted', () => {
    it('succeed where there is nothing', async () => {
      await stand.client.send(new DeleteStackCommand({ StackName: 'nothing' }));
    });

    it('fail over what cannot be deleted, which may then be kept', async () => {
      const id = await stand.create(
        'panther',
        await stand.put('root', template({ Bucket: BUCKET, Queue: 'AWS::SQS::Queue' })),
      );
      await stand.settled(id);
      await stand.order('stackFault', {
        resource: 'Bucket',
        phase: 'delete',
        kind: 'text',
        message: 'The bucket you tried to delete is not empty',
      });
      await expect(
        stand.client.send(new DeleteStackCommand({ StackName: id, RetainResources: ['Bucket'] })),
      ).rejects.toThrow('only when the stack is in the DELETE_FAILED state');
      await stand.client.send(new DeleteStackCommand({ StackName: id }));
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_FAILED');
      await stand.client.send(
        new DeleteStackCommand({ StackName: id, RetainResources: ['Bucket'] }),
      );
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
    });

    it('stop being made', async () => {
      await stand.order('timeCompression', { factor: 100 });
      const url = await stand.put(
        'root',
        template({
          Queue: 'AWS::SQS::Queue',
          Service: { Type: 'AWS::ECS::Service', DependsOn: 'Queue' },
        }),
      );
      const id = await stand.create('panther', url);
      await stand.client.send(new DeleteStackCommand({ StackName: id }));
      expect((await stand.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
      expect(lines(await stand.events(id))).not.toContain('Service CREATE_IN_PROGRESS');
    });
  });

  describe('that are updated', () => {
    const bucketNamed = (BucketName: string, more: object = {}) => ({
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName },
      ...more,
    });
    const installed = async (text: string, name = 'panther') => {
      const id = await stand.create(name, await stand.put('root', text));
      await stand.settled(id);
      return id;
    };
    const updated = async (id: string, text: string, more: object = {}) => {
      await update(id, { TemplateURL: await stand.put('next', text), ...more });
      return stand.settled(id);
    };

    it('change, replace, add and clean up, in that order', async () => {
      const id = await installed(
        template({
          Same: 'AWS::SQS::Queue',
          Kept: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'a' } },
          Bucket: bucketNamed('old'),
          Gone: 'AWS::SQS::Queue',
        }),
      );
      const before = (await stand.events(id)).length;
      const done = await updated(
        id,
        template({
          Same: 'AWS::SQS::Queue',
          Kept: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'b' } },
          Bucket: bucketNamed('new'),
          New: { Type: 'AWS::SQS::Queue', DependsOn: 'Kept' },
        }),
      );
      expect(done.StackStatus).toBe('UPDATE_COMPLETE');
      const since = lines((await stand.events(id)).slice(before));
      expect(since).not.toContain('Same UPDATE_IN_PROGRESS');
      const places = [
        'Kept UPDATE_COMPLETE',
        'New CREATE_COMPLETE',
        'panther UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'Gone DELETE_COMPLETE',
        'panther UPDATE_COMPLETE',
      ].map((line) => since.indexOf(line));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
      expect((await stand.resources(id)).get('Bucket')?.PhysicalResourceId).toBe('new');
      expect(
        (await stand.events(id)).some(
          (each) => each.ResourceStatus === 'DELETE_COMPLETE' && each.PhysicalResourceId === 'old',
        ),
      ).toBe(true);
    });

    it('go as deep as something changes, and no deeper', async () => {
      const leaf = (display: string) =>
        template({ Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: display } } });
      await stand.put('leaf', leaf('a'));
      await stand.put('other', template({ Queue: 'AWS::SQS::Queue' }));
      const root = template({ Leaf: nested('leaf'), Other: nested('other') });
      const id = await installed(root);
      await stand.put('leaf', leaf('b'));
      await updated(id, root);
      const resources = await stand.resources(id);
      const [leafId, otherId] = ['Leaf', 'Other'].map(
        (name) => resources.get(name)?.PhysicalResourceId ?? '',
      );
      expect((await stand.stack(leafId ?? '')).StackStatus).toBe('UPDATE_COMPLETE');
      expect((await stand.stack(otherId ?? '')).StackStatus).toBe('CREATE_COMPLETE');
    });

    it('are refused where nothing changes', async () => {
      const id = await installed(chain());
      await expect(updated(id, chain())).rejects.toMatchObject({
        name: 'ValidationError',
        message: 'No updates are to be performed.',
      });
    });

    it('take values of before where they are told to', async () => {
      const text = (display: string) =>
        template(
          {
            Topic: {
              Type: 'AWS::SNS::Topic',
              Properties: { DisplayName: { 'Fn::Sub': `${display} \${Secret}` } },
            },
          },
          { Parameters: { Secret: { Type: 'String', NoEcho: 'true' } } },
        );
      const url = await stand.put('root', text('a'));
      const id = await stand.create('panther', url, {
        Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hush' }],
      });
      await stand.settled(id);
      const done = await updated(id, text('b'), {
        Parameters: [{ ParameterKey: 'Secret', UsePreviousValue: true }],
      });
      expect(done).toMatchObject({
        StackStatus: 'UPDATE_COMPLETE',
        Parameters: [{ ParameterKey: 'Secret', ParameterValue: '****' }],
      });
    });

    it('do one thing at a time', async () => {
      const id = await installed(chain());
      await stand.order('timeCompression', { factor: 10 });
      const grown = template({
        ...(JSON.parse(chain()) as { Resources: Record<string, object> }).Resources,
        More: 'AWS::SQS::Queue',
      });
      await update(id, { TemplateURL: await stand.put('next', grown) });
      await expect(update(id, { TemplateURL: await stand.put('next', chain()) })).rejects.toThrow(
        `Stack:${id} is in UPDATE_IN_PROGRESS state and can not be updated.`,
      );
      await expect(stand.client.send(new DeleteStackCommand({ StackName: id }))).rejects.toThrow(
        'cannot be deleted while in status UPDATE_IN_PROGRESS',
      );
    });

    describe('and fail', () => {
      const topic = (display: string, more: object = {}) => ({
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: display },
        ...more,
      });
      const leaf = (display: string) =>
        template({ Topic: topic(display), Fragile: topic(display, { DependsOn: 'Topic' }) });
      const root = (display: string) =>
        template({ Own: topic(display), Leaf: nested('leaf', { DependsOn: 'Own' }) });
      const failing = async (...faults: readonly object[]) => {
        await stand.put('leaf', leaf('a'));
        const id = await installed(root('a'));
        await stand.put('leaf', leaf('b'));
        await stand.order('stackFault', {
          resource: 'Leaf.Fragile',
          phase: 'update',
          kind: 'role_denial',
          times: 1,
        });
        for (const fault of faults) await stand.order('stackFault', fault as never);
        return id;
      };

      it('go back to what was, under another operation', async () => {
        const id = await failing();
        expect((await updated(id, root('b'))).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
        const events = await stand.events(id);
        const wrapper = events.find(
          (each) => each.LogicalResourceId === 'Leaf' && each.ResourceStatus === 'UPDATE_FAILED',
        );
        expect(wrapper?.ResourceStatusReason).toMatch(
          /^Embedded stack arn:.* was not successfully updated\. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource\(s\) failed to update: \[Fragile\]\. $/,
        );
        expect((await updated(id, root('b'))).StackStatus).toBe('UPDATE_COMPLETE');
        const { LastOperations } = await stand.stack(id);
        expect(LastOperations?.map((each) => each.OperationType)).toEqual([
          'UPDATE_STACK',
          'ROLLBACK',
        ]);
      });

      it('are stuck if that fails too, until the rollback is continued without what is stuck', async () => {
        const id = await failing({
          resource: 'Leaf.Topic',
          phase: 'rollback',
          kind: 'text',
          message: 'It is gone.',
        });
        expect((await updated(id, root('b'))).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
        const leafId = (await stand.resources(id)).get('Leaf')?.PhysicalResourceId ?? '';
        const { StackName } = await stand.stack(leafId);
        expect((await stand.stack(leafId)).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
        const go = (...ResourcesToSkip: readonly string[]) =>
          stand.client.send(
            new ContinueUpdateRollbackCommand({
              StackName: id,
              ResourcesToSkip: [...ResourcesToSkip],
            }),
          );
        await expect(go('Own')).rejects.toThrow('is not in the UPDATE_FAILED state');
        await expect(
          stand.client.send(new ContinueUpdateRollbackCommand({ StackName: leafId })),
        ).rejects.toThrow('on the root');
        await go(`${StackName}.Topic`);
        expect((await stand.settled(id)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
        expect((await stand.stack(leafId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      });

      it('stay as they are where rollback is off, until RollbackStack or a fix', async () => {
        const id = await failing();
        expect((await updated(id, root('b'), { DisableRollback: true })).StackStatus).toBe(
          'UPDATE_FAILED',
        );
        await expect(
          stand.client.send(new ContinueUpdateRollbackCommand({ StackName: id })),
        ).rejects.toThrow('UPDATE_FAILED');
        await stand.client.send(new RollbackStackCommand({ StackName: id }));
        expect((await stand.settled(id)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      });
    });

    it('go back when the update is cancelled, and only while it can be', async () => {
      const id = await installed(chain());
      const cancel = () => stand.client.send(new CancelUpdateStackCommand({ StackName: id }));
      await expect(cancel()).rejects.toThrow('cannot be called from current stack status');
      await stand.order('timeCompression', { factor: 50 });
      const grown = template({
        ...(JSON.parse(chain()) as { Resources: Record<string, object> }).Resources,
        Service: 'AWS::ECS::Service',
      });
      await update(id, { TemplateURL: await stand.put('next', grown) });
      await cancel();
      expect((await stand.settled(id)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(
        (await stand.resources(id)).get('Service')?.ResourceStatus ?? 'DELETE_COMPLETE',
      ).toMatch(/^DELETE_COMPLETE|CREATE_FAILED$/);
    });
  });

  describe('are read', () => {
    it('in pages of a hundred events, newest first, that stay what they are while more are added', async () => {
      const names = Array.from({ length: 60 }, (_, index) => [`Q${index}`, 'AWS::SNS::Topic']);
      const id = await stand.create(
        'panther',
        await stand.put('root', template(Object.fromEntries(names) as Record<string, string>)),
      );
      await stand.settled(id);
      const first = await stand.client.send(new DescribeStackEventsCommand({ StackName: id }));
      expect(first.StackEvents).toHaveLength(100);
      expect(first.StackEvents?.[0]).toMatchObject({
        LogicalResourceId: 'panther',
        ResourceStatus: 'CREATE_COMPLETE',
      });
      await stand.client.send(new DeleteStackCommand({ StackName: id }));
      await stand.settled(id);
      const second = await stand.client.send(
        new DescribeStackEventsCommand({ StackName: id, NextToken: first.NextToken }),
      );
      expect(second.StackEvents).toHaveLength(82);
      const all = [...(first.StackEvents ?? []), ...(second.StackEvents ?? [])];
      expect(new Set(all.map((each) => each.EventId)).size).toBe(182);
    });

    it('with a hundred resources at most by the older call', async () => {
      const names = Array.from({ length: 120 }, (_, index) => [`Q${index}`, 'AWS::SNS::Topic']);
      const id = await stand.create(
        'panther',
        await stand.put('root', template(Object.fromEntries(names) as Record<string, string>)),
      );
      const done = await stand.client.send(new DescribeStackResourcesCommand({ StackName: id }));
      expect(done.StackResources).toHaveLength(100);
    });

    it('not at all when too much is read, which says nothing about the stack', async () => {
      const id = await stand.create('panther', await stand.put('root', chain()));
      await stand.order('fault', {
        action: 'cloudformation:DescribeStacks',
        kind: 'throttled',
        every: 2,
      });
      expect((await stand.stack(id)).StackName).toBe('panther');
      await expect(stand.stack(id)).rejects.toMatchObject({
        name: 'Throttling',
        message: 'Rate exceeded',
      });
      expect((await stand.stack(id)).StackName).toBe('panther');
    });

    it('not under a name that nobody has', async () => {
      await expect(
        stand.client.send(new DescribeStacksCommand({ StackName: 'nobody' })),
      ).rejects.toMatchObject({
        name: 'ValidationError',
        message: 'Stack with id nobody does not exist',
      });
    });

    it('before they are made: what a template asks for, without patterns and bounds', async () => {
      const TemplateURL = await stand.put(
        'root',
        template(
          { Role: 'AWS::IAM::Role' },
          {
            Parameters: { Email: { Type: 'String', AllowedPattern: 'x', NoEcho: 'true' } },
            Transform: 'AWS::Serverless-2016-10-31',
          },
        ),
      );
      expect(await stand.client.send(new GetTemplateSummaryCommand({ TemplateURL }))).toMatchObject(
        {
          Parameters: [{ ParameterKey: 'Email', ParameterType: 'String', NoEcho: true }],
          Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
          ResourceTypes: ['AWS::IAM::Role'],
        },
      );
      expect(
        (await stand.client.send(new ValidateTemplateCommand({ TemplateURL }))).Parameters,
      ).toHaveLength(1);
      await expect(
        stand.client.send(new ValidateTemplateCommand({ TemplateBody: 'Resources: [' })),
      ).rejects.toThrow('Template format error');
    });
  });
});
