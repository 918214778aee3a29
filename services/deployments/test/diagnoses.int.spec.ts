import 'reflect-metadata';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DiagnosesApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Bus, BusClient, type Client } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { ann, InspectedAccount, REGION, VERSION } from './inspected-account.js';
import { deploymentsDatabase, INSPECTOR, serveDeployments } from './serving.js';

const BUCKET = 'templates-of-diagnoses';
const urlOf = (name: string) => `https://${BUCKET}.s3.us-east-1.amazonaws.com/${name}.yml`;
const nested = (name: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: urlOf(name) },
});
const topic = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x' } };
const TEMPLATES = {
  root: { Core: nested('core'), Own: topic },
  core: { Data: nested('data') },
  data: { Key: topic },
};

describe('diagnoses', () => {
  const nats = testNats();
  let database: TestDatabase;
  let sandbox: TestSandbox;
  let bus: Bus;
  let customer: InspectedAccount;
  let diagnoses: Client<typeof DiagnosesApi>;
  let stop: () => Promise<unknown>;

  beforeAll(async () => {
    database = await deploymentsDatabase();
    sandbox = await startTestSandbox();
    const served = await serveDeployments(nats, database, { endpoint: sandbox.url });
    stop = () => served.close();
    bus = new Bus({ ...nats, service: 'gateway' }).start();
    const client = new BusClient(bus);
    customer = new InspectedAccount(sandbox, client);
    diagnoses = client.of(DiagnosesApi);
    await customer.prepare();
  });
  afterAll(async () => {
    await bus.close();
    await stop();
    await sandbox.close();
    await database.drop();
  });
  beforeEach(async () => {
    await sandbox.order('timeCompression', { factor: 10_000 });
    for (const [name, Resources] of Object.entries(TEMPLATES))
      await sandbox.order('object', {
        arn: `arn:aws:s3:::${BUCKET}/${name}.yml`,
        text: JSON.stringify({ Resources }),
      });
  });

  /** A stack that somebody creates in the account, at its end. */
  const create = async (accountId: string, StackName: string): Promise<string> => {
    const operator = `OPERATOR${customer.numberOf(accountId)}`;
    await sandbox.order('accessKey', {
      accessKeyId: operator,
      roleArn: `arn:aws:iam::${customer.numberOf(accountId)}:role/operator`,
    });
    const client = new CloudFormationClient({
      endpoint: sandbox.url,
      region: REGION,
      credentials: { accessKeyId: operator, secretAccessKey: 'any' },
    });
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName, TemplateURL: urlOf('root') }),
    );
    await eventually('the stack stands still', async () => {
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: StackId }));
      expect(Stacks?.[0]?.StackStatus).not.toMatch(/_IN_PROGRESS$/);
      return true;
    });
    client.destroy();
    return StackId;
  };
  const diagnosed = async (accountId: string, stack: string, version = '') =>
    (await diagnoses.diagnoseStack({ accountId, stack, version }, ann())).diagnosis;

  it('find what failed three levels down, and say who can do what about it', async () => {
    const id = await customer.account();
    await sandbox.order('stackFault', {
      stackName: 'panther-one',
      resource: 'Core.Data.Key',
      kind: 'scp_denial',
      detail: 'kms:CreateKey',
    });
    const stackId = await create(id, 'panther-one');
    const found = await diagnosed(id, 'panther-one', VERSION);
    expect(found).toMatchObject({
      stackId,
      status: 'ROLLBACK_COMPLETE',
      outcome: 'failed',
      kind: 'create',
      cause: {
        path: ['Core', 'Data', 'Key'],
        cause: 'scp_explicit_deny',
        owner: 'organization',
        denial: { action: 'kms:CreateKey', by: 'service_control', roleHasItFrom: VERSION },
      },
      unread: [],
      nextActions: [{ action: 'delete', needsApproval: true }],
    });
    expect(found?.text).toContain('Core > Data > Key');
    expect((await diagnosed(id, stackId))?.cause?.path).toEqual(['Core', 'Data', 'Key']);
  });

  it('say of a stack that came through that nothing failed', async () => {
    const id = await customer.account();
    await create(id, 'panther-good');
    expect(await diagnosed(id, 'panther-good')).toMatchObject({
      status: 'CREATE_COMPLETE',
      outcome: 'no_failure',
    });
  });

  it('say what could not be seen, and why', async () => {
    const id = await customer.account();
    await expect(diagnosed(id, 'panther-none')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('cloudformation:DescribeStacks'),
    });
  });

  describe('that are kept', () => {
    const keep = (accountId: string, stack: string) =>
      diagnoses.keepDiagnosis({ accountId, stack, version: '' }, ann());
    const read = (accountId: string, number = 1) =>
      diagnoses.getDiagnosis({ accountId, number }, ann());
    const failed = async (stackName: string, more: object = {}) => {
      const id = await customer.account();
      await sandbox.order('stackFault', {
        account: customer.numberOf(id),
        resource: 'Core.Data.Key',
        kind: 'handler_error',
        ...more,
      });
      return [id, await create(id, stackName)] as const;
    };

    it('tell the same when CloudFormation has forgotten everything', async () => {
      const [id] = await failed('panther-kept');
      const { kept, diagnosis } = await keep(id, 'panther-kept');
      expect(kept?.diagnosed).toMatchObject({
        accountId: id,
        number: 1,
        outcome: 'failed',
        cause: { path: ['Core', 'Data', 'Key'] },
      });
      await sandbox.order('reset');
      await sandbox.order('accessKey', { accessKeyId: 'INSPECTOR', roleArn: INSPECTOR });
      await expect(diagnosed(id, 'panther-kept')).rejects.toMatchObject({ code: 'conflict' });
      expect(await read(id)).toEqual(expect.objectContaining({ kept, diagnosis }));
      const { diagnoses: listed } = await diagnoses.listDiagnoses({ accountId: id }, ann());
      expect(listed).toEqual([kept]);
    });

    it('are handed out as files, with nothing that looks like a secret', async () => {
      const secret = 'AKIAABCDEFGHIJKLMNOP';
      const [id, stackId] = await failed('panther-told', {
        message: `The key ${secret} was refused, password=correct-horse-battery.`,
      });
      await keep(id, stackId);
      const bundle = () => diagnoses.getDiagnosisBundle({ accountId: id, number: 1 }, ann());
      const { files } = await bundle();
      expect(files.map(({ path }) => path)).toEqual([
        ...['diagnosis.json', 'diagnosis.txt', 'events.ndjson', 'parameters.json'],
        ...['preflight.json', 'stacks.json', 'timeline.txt', 'manifest.json'],
      ]);
      const all = files.map(({ content }) => content).join();
      expect(all).toContain('Core > Data > Key');
      expect(all).toContain('The key **** was refused');
      for (const part of [secret, 'correct-horse']) expect(all).not.toContain(part);
      expect((await bundle()).files).toEqual(files);
    });

    it('are not told if what they were made from is no longer what was kept', async () => {
      const [id] = await failed('panther-changed');
      const { kept } = await keep(id, 'panther-changed');
      const { sha256 = '' } = kept?.diagnosed?.evidence ?? {};
      const owner = new Database(database.ownerUrl, 'deployments');
      await owner.sql`UPDATE diagnosis_evidence SET content = replace(content, 'Key', 'Kez')
                      WHERE digest = ${sha256}`;
      await owner.close();
      await expect(read(id)).rejects.toMatchObject({
        code: 'internal',
      });
    });

    it('are not of a number that there is none of', async () => {
      const id = await customer.account();
      await expect(read(id)).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  it.each([
    ['a stack by no name', '1x', '', 'bad_request'],
    ['a release by no version', 'panther', 'new', 'bad_request'],
  ])('are not made of %s', async (_what, stack, version, code) => {
    const id = await customer.account();
    await expect(diagnosed(id, stack, version)).rejects.toMatchObject({ code });
  });

  it('are not made in an account that nobody asked for', () =>
    expect(diagnosed('999999999999-us-east-1', 'panther')).rejects.toMatchObject({
      code: 'not_found',
    }));
});
