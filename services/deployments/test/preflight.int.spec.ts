import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Bus, BusClient } from '@margay/messaging';
import { startTestSandbox, type TestDatabase, testNats, type TestSandbox } from '@margay/testing';
import { CHECKS } from '../src/preflight/check.js';
import {
  ann,
  bob,
  EVERYTHING,
  InspectedAccount,
  outcomes,
  policy,
  REGION,
  type Results,
} from './inspected-account.js';
import { deploymentsDatabase, INSPECTOR, serveDeployments } from './serving.js';

const ALL_PASS: Results = Object.fromEntries(Object.keys(CHECKS).map((id) => [id, 'pass']));

/** Somebody whose account has one thing wrong with it. */
type Trouble = readonly [
  what: string,
  make: (customer: InspectedAccount) => Promise<{ id: string; asked?: object }>,
  changed: Results,
  found: string | RegExp,
];

const deny = (Action: string | string[]) =>
  policy({ Sid: 'Guard', Effect: 'Deny', Action, Resource: '*' });

const laid =
  (state: object | ((account: string) => object)) => async (customer: InspectedAccount) => {
    const id = await customer.account();
    const said = typeof state === 'function' ? state(customer.numberOf(id)) : state;
    await customer.state(id, said);
    return { id };
  };

const TROUBLES: readonly Trouble[] = [
  [
    'nobody approved it',
    async (customer) => ({ id: await customer.account({}, { approve: false }) }),
    { account: 'fail' },
    'requested',
  ],
  [
    'the root stack has a name that the deployment role does not reach',
    async (customer) => ({ id: await customer.account(), asked: { stackName: 'siem' } }),
    { stack_name: 'fail' },
    'panther-',
  ],
  [
    'the policies of the role do not allow a thing that is needed',
    async (customer) => {
      const id = await customer.account();
      await customer.deploymentRole(id, EVERYTHING, deny('sqs:CreateQueue'));
      return { id };
    },
    { permissions: 'fail' },
    /sqs:CreateQueue on /,
  ],
  [
    'nobody made the deployment role',
    async (customer) => {
      const id = await customer.account();
      const arn = `arn:aws:iam::${customer.numberOf(id)}:role/PantherDeploymentRole`;
      await customer.aws.order('removeRole', { arn });
      return { id };
    },
    { permissions: 'fail', deployment_role: 'fail' },
    'no such role or user',
  ],
  [
    'the organisation denies networks',
    async (customer) => {
      const id = await customer.account();
      await customer.organization(id, deny('ec2:CreateVpc'));
      return { id };
    },
    { organization_policies: 'fail', permissions: 'fail' },
    /Denied by Level1Policy1 \(p-\d+\), statement 0 \(Guard\)\./,
  ],
  [
    'the role is of an older release',
    async (customer) => {
      const id = await customer.account();
      const old = ['s3:*', 'ec2:*', 'kms:*', 'lambda:*', 'dynamodb:*', 'ecs:*', 'sqs:*', 'sns:*'];
      await customer.deploymentRole(id, policy({ Effect: 'Allow', Action: old, Resource: '*' }));
      return { id };
    },
    { deployment_role: 'fail' },
    'iam:CreateRole',
  ],
  [
    'functions are left, on the second page of a list',
    laid({
      functions: [...Array.from({ length: 60 }, (_, n) => `other-${n}`), 'panther-kv-store'],
    }),
    { leftovers: 'fail' },
    'panther-kv-store',
  ],
  [
    'log groups are left',
    laid({ logGroups: ['/aws/lambda/panther-rules-engine', '/aws/lambda/other'] }),
    { leftovers: 'fail' },
    '/aws/lambda/panther-rules-engine. Delete the log group',
  ],
  [
    'tagged buckets are left',
    laid({
      tagged: [
        {
          arn: 'arn:aws:s3:::x-1a2b',
          tags: { Application: 'Panther', Stack: 'panther-bootstrap' },
        },
      ],
    }),
    { leftovers: 'fail' },
    'x-1a2b. Empty it',
  ],
  [
    'the role for audits is left',
    async (customer) => {
      const id = await customer.account();
      await customer.aws.order('role', {
        arn: `arn:aws:iam::${customer.numberOf(id)}:role/PantherAuditRole-${REGION}`,
        trustPolicy: policy({
          Effect: 'Allow',
          Principal: { AWS: INSPECTOR },
          Action: 'sts:AssumeRole',
        }),
      });
      return { id };
    },
    { leftovers: 'fail' },
    'PantherAuditRole-us-east-1',
  ],
  [
    'there is no room for another address',
    laid({ addresses: 5 }),
    { network_quotas: 'fail' },
    'elasticIps (L-0263D0A3)',
  ],
  [
    'a quota of networks that was raised is used up',
    laid({ vpcs: 9, quotas: { 'L-F678F1CE': 9 } }),
    { network_quotas: 'fail' },
    'vpcs (L-F678F1CE)',
  ],
  [
    'the account is too new for what is reserved',
    laid({ lambda: { concurrency: 200, unreserved: 200 } }),
    { reserved_concurrency: 'fail' },
    'add up to 130 and would leave 70',
  ],
];

describe('a preflight', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let aws: TestSandbox;
  let customer: InspectedAccount;

  beforeAll(async () => {
    database = await deploymentsDatabase();
    aws = await startTestSandbox();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    for (let replica = 0; replica < 2; replica++)
      running.push(await serveDeployments(nats, database, { endpoint: aws.url }));
    customer = new InspectedAccount(aws, new BusClient(bus));
    await customer.prepare();
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await aws.close();
    await database.drop();
  });
  beforeEach(() => aws.order('clearFaults'));

  it('passes where nothing stands in the way', async () => {
    const preflight = await customer.run(await customer.account());
    expect(outcomes(preflight)).toEqual(ALL_PASS);
    expect(preflight).toMatchObject({
      status: 'passed',
      run: 1,
      blocking: [],
      unsettled: [],
      open: [],
      startedBy: { id: 'ann' },
      subject: {
        version: '3.0.0',
        stackName: 'panther-prod',
        reservations: {
          ReplayAPIReservedConcurrency: '40',
          MessageForwarderReservedConcurrency: '90',
        },
      },
    });
    expect(preflight.results.map(({ id }) => id)).toEqual(Object.keys(CHECKS));
    expect(preflight.results.every(({ documentation }) => /^https:/.test(documentation))).toBe(
      true,
    );
  });

  it.each(TROUBLES)('fails where %s', async (_what, make, changed, found) => {
    const { id, asked } = await make(customer);
    const preflight = await customer.run(id, asked);
    expect(outcomes(preflight)).toEqual({ ...ALL_PASS, ...changed });
    expect(preflight.status).toBe('failed');
    expect(preflight.blocking.toSorted()).toEqual(Object.keys(changed).toSorted());
    const [first = ''] = Object.keys(changed);
    const { message, evidence } = preflight.results.find((result) => result.id === first) ?? {};
    const said = `${message} ${Object.values(evidence ?? {}).join(' ')}`;
    expect(said).toEqual(
      typeof found === 'string' ? expect.stringContaining(found) : expect.stringMatching(found),
    );
  });

  it('covers every check with a way to fail', () => {
    const failing = new Set(TROUBLES.flatMap(([, , changed]) => Object.keys(changed)));
    expect([...failing].toSorted()).toEqual(Object.keys(CHECKS).toSorted());
  });

  it.each([
    ['iam:SimulatePrincipalPolicy', 'permissions'],
    ['iam:ListRolePolicies', 'permissions'],
    ['organizations:ListParents', 'organization_policies'],
    ['iam:GetPolicyVersion', 'deployment_role'],
    ['ec2:DescribeVpcs', 'network_quotas'],
    ['servicequotas:GetServiceQuota', 'network_quotas'],
    ['lambda:GetAccountSettings', 'reserved_concurrency'],
  ])('takes what %s does not show for no pass', async (action, check) => {
    const id = await customer.account();
    await aws.order('fault', { action, kind: 'denied' });
    const preflight = await customer.run(id);
    expect(preflight.status).toBe('unsettled');
    expect(preflight.unsettled).toContain(check);
    expect(preflight.results.find((result) => result.id === check)).toMatchObject({
      outcome: 'skipped',
      unseen: true,
      message: expect.stringContaining(`AWS does not allow us to look: ${action} (`),
    });
  });

  it.each([
    'cloudformation:ListStacks',
    'lambda:ListFunctions',
    'logs:DescribeLogGroups',
    'iam:ListRoles',
    'tag:GetResources',
  ])('warns where leftovers may be and %s does not show them', async (action) => {
    const id = await customer.account();
    await aws.order('fault', { action, kind: 'denied' });
    const preflight = await customer.run(id);
    expect(preflight.unsettled).toEqual(['leftovers']);
    expect(preflight.results.find(({ id: check }) => check === 'leftovers')).toMatchObject({
      outcome: 'warn',
      evidence: { unseen: expect.stringContaining(action) },
    });
  });

  it('looks at nothing where no role lets it in, and says so', async () => {
    const id = await customer.account({ inspectionRole: '', organizationRole: '' });
    const { status, unsettled, blocking } = await customer.run(id);
    expect([status, blocking]).toEqual(['unsettled', []]);
    expect(unsettled).toHaveLength(6);
  });

  it('enters no account with the external id of another', async () => {
    const [ours, theirs] = [await customer.account(), await customer.account()];
    const { trustPolicy } = await customer.preflights.getInspection({ accountId: theirs }, ann());
    await aws.order('role', {
      arn: `arn:aws:iam::${customer.numberOf(ours)}:role/margay-inspection`,
      trustPolicy,
      permissionPolicies: [EVERYTHING],
    });
    const { results } = await customer.run(ours);
    expect(results.find(({ id }) => id === 'network_quotas')).toMatchObject({
      unseen: true,
      message: expect.stringContaining('sts:AssumeRole'),
    });
    const facts = {
      deployedBy: 'administrator',
      snowflake: 'vendor',
      inspectionRole: `arn:aws:iam::${customer.numberOf(theirs)}:role/margay-inspection`,
    };
    await expect(
      customer.accounts.describeAccount({ id: ours, facts }, ann()),
    ).rejects.toMatchObject({ code: 'bad_request', fields: [{ path: 'facts.inspectionRole' }] });
  });

  it('asks less of an update, and of a network that exists', async () => {
    const id = await customer.account();
    await customer.state(id, { functions: ['panther-kv-store'], addresses: 5 });
    expect(outcomes(await customer.run(id, { phase: 'update' }))).toEqual({
      ...ALL_PASS,
      leftovers: 'skipped',
      network_quotas: 'skipped',
      reserved_concurrency: 'skipped',
    });
    const given = await customer.run(id, { parameters: { VpcID: 'vpc-1' } });
    expect(outcomes(given)).toEqual({ ...ALL_PASS, leftovers: 'fail', network_quotas: 'skipped' });
  });

  it('simulates an administrator who is named, and nobody who is not', async () => {
    const id = await customer.account({ deployedBy: 'administrator' });
    const nobody = await customer.run(id, { stackName: 'siem' });
    expect(nobody.unsettled).toEqual(['permissions']);
    const arn = `arn:aws:iam::${customer.numberOf(id)}:role/admin`;
    await aws.order('role', {
      arn,
      trustPolicy: policy({
        Effect: 'Allow',
        Principal: { AWS: INSPECTOR },
        Action: 'sts:AssumeRole',
      }),
      permissionPolicies: [EVERYTHING],
    });
    const named = await customer.run(id, { stackName: 'siem', principal: arn });
    expect(outcomes(named)).toEqual({ ...ALL_PASS, deployment_role: 'skipped' });
  });

  it('keeps no secret among the parameters', async () => {
    const id = await customer.account();
    await customer.run(id, { parameters: { Secret: 'hush-9e07', FirstUserEmail: 'a@b.example' } });
    const { preflight } = await customer.preflights.getPreflight({ accountId: id, run: 1 }, ann());
    expect(
      JSON.stringify(preflight, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ).not.toContain('hush-9e07');
  });

  it('is waived by somebody else, with a reason, where that may be', async () => {
    const id = await customer.account();
    await customer.state(id, { functions: ['panther-kv-store'] });
    const { run } = await customer.run(id, { stackName: 'siem' });
    const waive = (check: string, by: typeof ann, reason = 'It is ours.') =>
      customer.preflights.waivePreflightCheck({ accountId: id, run, check, reason }, by());
    await expect(waive('leftovers', ann)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(waive('stack_name', bob)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(waive('leftovers', bob, ' ')).rejects.toMatchObject({ code: 'bad_request' });
    await expect(waive('colour', bob)).rejects.toMatchObject({ code: 'bad_request' });
    const { preflight } = await waive('leftovers', bob);
    expect(preflight).toMatchObject({
      status: 'failed',
      blocking: ['stack_name'],
      waivers: [{ check: 'leftovers', reason: 'It is ours.', waivedBy: { id: 'bob' } }],
    });
  });

  it('runs one at a time, and they are listed, newest first', async () => {
    const id = await customer.account();
    await aws.order('fault', { action: 'sts:AssumeRole', kind: 'slow', times: 1, delayMs: 1_000 });
    await customer.start(id);
    await expect(customer.start(id)).rejects.toMatchObject({ code: 'conflict' });
    await customer.ended(id, 1);
    await customer.run(id);
    const list = (cursor = '') =>
      customer.preflights.listPreflights({ accountId: id, limit: 1, cursor }, ann());
    const { preflights, next } = await list();
    expect(preflights.map(({ run }) => run)).toEqual([2]);
    const { preflights: older, next: last } = await list(next);
    expect([older.map(({ run }) => run), last]).toEqual([[1], '']);
  });

  it('is not begun where it makes no sense', async () => {
    const id = await customer.account();
    const refused = (more: object) => expect(customer.start(id, more)).rejects;
    await refused({ version: '9.9.9' }).toMatchObject({ code: 'not_found' });
    await refused({ accountId: '000000000000-us-east-1' }).toMatchObject({ code: 'not_found' });
    await refused({ phase: 'later', principal: 'me' }).toMatchObject({
      fields: [{ path: 'phase' }, { path: 'principal' }],
    });
    await refused({ parameters: { XReservedConcurrency: 'hush' } }).toMatchObject({
      fields: [{ path: 'parameters.XReservedConcurrency', message: 'Must be a number.' }],
    });
    await refused({ principal: 'arn:aws:iam::111122223333:role/x' }).toMatchObject({
      fields: [{ path: 'principal' }],
    });
    await customer.accounts.withdrawAccount({ id, reason: 'over' }, ann());
    await refused({}).toMatchObject({ code: 'conflict' });
  });
});
