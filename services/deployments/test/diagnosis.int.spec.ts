import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { eventually, startTestSandbox, type TestSandbox } from '@margay/testing';
import { type Diagnosis, diagnose } from '../src/diagnosis/diagnosis.js';
import type { EventPage, StackPages } from '../src/diagnosis/stack-pages.js';
import { stuckIn } from '../src/diagnosis/stuck-resources.js';

const ACCOUNT = '444455556666';
const BUCKET = 'templates-of-tests';
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];

const urlOf = (name: string) => `https://${BUCKET}.s3.us-east-1.amazonaws.com/${name}.yml`;
const nested = (name: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: urlOf(name) },
});
const topic = (version: string) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { DisplayName: version },
});

/** Three levels: `Core.Data.Key`, and something slow beside each. */
const templates = (version: string): Readonly<Record<string, object>> => ({
  root: { Core: nested('core'), Web: nested('web'), Own: topic(version), Other: topic(version) },
  core: { Data: nested('data'), Topic: topic(version) },
  data: { Ready: topic(version), Key: { ...topic(version), DependsOn: 'Ready' } },
  web: { Slow: { Type: 'AWS::ECS::Service', Properties: { Version: version } } },
});

describe('a diagnosis from what an account tells', () => {
  let sandbox: TestSandbox;
  let client: CloudFormationClient;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    client = new CloudFormationClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'any' },
    });
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.order('reset');
    await sandbox.order('timeCompression', { factor: 10_000 });
    await sandbox.order('accessKey', {
      accessKeyId: 'OPERATOR',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/operator`,
    });
    await publish('1');
  });

  const publish = async (version: string) => {
    for (const [name, Resources] of Object.entries(templates(version)))
      await sandbox.order('object', {
        arn: `arn:aws:s3:::${BUCKET}/${name}.yml`,
        text: JSON.stringify({ Resources }),
      });
  };
  const settled = (id: string) =>
    eventually('the stack stands still', async () => {
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: id }));
      const status = Stacks?.[0]?.StackStatus ?? '';
      expect(status).not.toMatch(/_IN_PROGRESS$/);
      return status;
    });
  const create = async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'panther', TemplateURL: urlOf('root'), Capabilities }),
    );
    return { id: StackId, status: await settled(StackId) };
  };
  const update = async (StackName: string) => {
    await client.send(
      new UpdateStackCommand({ StackName, TemplateURL: urlOf('root'), Capabilities }),
    );
    return settled(StackName);
  };
  const pagesOf = async (id: string): Promise<StackPages> => {
    const pages: EventPage[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeStackEventsCommand({ StackName: id, NextToken }));
      pages.push(page);
      NextToken = page.NextToken;
    } while (NextToken);
    return { id, pages };
  };
  /** Reads the root, and then only what the diagnosis so far asks for. */
  const explained = async (
    id: string,
  ): Promise<{ found: Diagnosis; read: readonly StackPages[] }> => {
    const read = [await pagesOf(id)];
    let found = diagnose(id, read);
    for (let turn = 0; turn < 10 && found.unread.length > 0; turn++) {
      for (const each of found.unread) read.push(await pagesOf(each));
      found = diagnose(id, read);
    }
    return { found, read };
  };
  const fault = (resource: string, kind: string, more: object = {}) =>
    sandbox.order('stackFault', { resource, kind, ...more });

  it('finds a denial three levels down, in stacks that are deleted, and reads no others', async () => {
    await fault('Core.Data.Key', 'scp_denial', { detail: 'kms:CreateKey' });
    const { id, status } = await create();
    expect(status).toBe('ROLLBACK_COMPLETE');
    const { found, read } = await explained(id);
    expect(found).toMatchObject({
      outcome: 'failed',
      kind: 'create',
      cause: {
        path: ['Core', 'Data', 'Key'],
        cause: {
          id: 'scp_explicit_deny',
          owner: 'organization',
          denial: { action: 'kms:CreateKey' },
        },
      },
      also: [],
      secondary: [],
      unread: [],
    });
    expect(read.length).toBeLessThanOrEqual(4);
  });

  it('finds a hook, and what it said', async () => {
    await fault('Core.Topic', 'hook', { detail: 'Acme::Guard::Hook', message: 'Not encrypted.' });
    const { found } = await explained((await create()).id);
    expect(found.cause).toMatchObject({
      path: ['Core', 'Topic'],
      cause: { id: 'hook_failed' },
      hooks: [{ type: 'Acme::Guard::Hook', reason: 'Not encrypted.' }],
    });
  });

  it('finds a stack within that was never made', async () => {
    await sandbox.order('deleteObject', { arn: `arn:aws:s3:::${BUCKET}/data.yml` });
    const { found } = await explained((await create()).id);
    expect(found.cause).toMatchObject({
      path: ['Core', 'Data'],
      cause: { id: 'template_access', owner: 'vendor' },
    });
  });

  it('finds all that failed in one moment', async () => {
    for (const resource of ['Own', 'Other'])
      await fault(resource, 'text', { message: `${resource} broke.`, afterSeconds: 100 });
    const { found } = await explained((await create()).id);
    const paths = [found.cause, ...found.also].map((each) => each?.path.join('.')).sort();
    expect(paths).toEqual(['Other', 'Own']);
  });

  it('keeps apart what the rollback could not do', async () => {
    await fault('Core.Data.Key', 'boundary');
    await fault('Core.Data.Ready', 'text', {
      phase: 'rollback',
      message: 'The bucket you tried to delete is not empty',
    });
    const { id, status } = await create();
    expect(status).toBe('ROLLBACK_FAILED');
    const { found } = await explained(id);
    expect(found.cause).toMatchObject({
      path: ['Core', 'Data', 'Key'],
      cause: { id: 'permissions_boundary' },
    });
    const secondary = found.secondary.map(({ path, cause }) => [path.join('.'), cause.id]);
    expect(new Set(secondary.map((each) => each.join(' ')))).toEqual(
      new Set(['Core.Data.Ready bucket_not_empty']),
    );
  });

  it('finds the cause of the last update, after one that failed over something else', async () => {
    const { id } = await create();
    await publish('2');
    await fault('Core.Data.Ready', 'quota', { phase: 'update', times: 1 });
    expect(await update(id)).toBe('UPDATE_ROLLBACK_COMPLETE');
    await fault('Core.Data.Key', 'role_denial', {
      phase: 'update',
      detail: 'sns:SetTopicAttributes',
      times: 1,
    });
    expect(await update(id)).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { found } = await explained(id);
    expect(found).toMatchObject({
      kind: 'update',
      cause: { path: ['Core', 'Data', 'Key'], cause: { id: 'iam_denied' } },
      also: [],
    });
    expect(await update(id)).toBe('UPDATE_COMPLETE');
    expect((await explained(id)).found.outcome).toBe('no_failure');
  });

  it('names what may be skipped where a rollback is stuck', async () => {
    const { id } = await create();
    await publish('2');
    await fault('Core.Data.Key', 'role_denial', { phase: 'update' });
    await fault('Core.Data.Ready', 'text', { phase: 'rollback', message: 'It is gone.' });
    expect(await update(id)).toBe('UPDATE_ROLLBACK_FAILED');
    const { found, read } = await explained(id);
    expect(found.cause?.path).toEqual(['Core', 'Data', 'Key']);
    expect(found.secondary.map(({ path }) => path.join('.'))).toEqual(['Core.Data.Ready']);
    expect(stuckIn(id, read).notRestored).toEqual([
      expect.stringMatching(/^panther-Core-\w+-Data-\w+\.Ready$/),
    ]);
  });

  it('finds what it was even after the shell was deleted', async () => {
    await fault('Core.Data.Key', 'scp_denial', { detail: 'kms:CreateKey' });
    const { id } = await create();
    await client.send(new DeleteStackCommand({ StackName: id }));
    await settled(id);
    expect((await explained(id)).found.cause?.path).toEqual(['Core', 'Data', 'Key']);
  });
});
