import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CloudControlClient, paginateListResources } from '@aws-sdk/client-cloudcontrol';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import {
  GetAccountSettingsCommand,
  LambdaClient,
  ListFunctionsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../src/index.js';
import { ACCOUNT, ENGINE, ordering, policy, roleArn } from './sandbox-backend.js';

const MANAGEMENT = '999900009999';
const REGION = 'us-east-1';
const TRUST = policy({ Effect: 'Allow', Principal: { AWS: ENGINE }, Action: 'sts:AssumeRole' });
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

describe('what the sandbox shows of an account', () => {
  let sandbox: Sandbox;
  const order = ordering(() => sandbox);

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await order('reset', {});
    await order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
  });

  /** Speaks as a role that may do this. */
  const as = async (arn: string, document = EVERYTHING, region = REGION) => {
    await order('role', { arn, trustPolicy: TRUST, permissionPolicies: [document] });
    const sts = new STSClient({
      endpoint: sandbox.url,
      region: REGION,
      credentials: { accessKeyId: 'ENGINE', secretAccessKey: 'any' },
    });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'look' }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    return { endpoint: sandbox.url, region, maxAttempts: 1, credentials };
  };
  const reader = (document?: string, region?: string) => as(roleArn('reader'), document, region);
  const put = (state: object) =>
    order('accountState', { account: ACCOUNT, region: REGION, ...state });
  const all = async <Page, Item>(
    pages: AsyncIterable<Page>,
    itemsOf: (page: Page) => Item[] = () => [],
  ) => {
    const found: Item[][] = [];
    for await (const page of pages) found.push(itemsOf(page));
    return found;
  };

  it('is its functions and its log groups, in pages', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `f-${n}`);
    await put({
      functions: names,
      logGroups: [...names.map((name) => `/aws/lambda/${name}`), '/x'],
    });
    const config = await reader();
    const client = new LambdaClient(config);
    const functions = await all(
      paginateListFunctions({ client }, {}),
      ({ Functions = [] }) => Functions,
    );
    expect(functions.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(functions.flat().map(({ FunctionName }) => FunctionName)).toEqual(names);
    const logs = await all(
      paginateDescribeLogGroups(
        { client: new CloudWatchLogsClient(config) },
        { logGroupNamePrefix: '/aws/lambda/f-11' },
      ),
      ({ logGroups = [] }) => logGroups,
    );
    expect(logs.flat()).toHaveLength(11);
    expect((await client.send(new GetAccountSettingsCommand({}))).AccountLimit).toEqual({
      ConcurrentExecutions: 1_000,
      UnreservedConcurrentExecutions: 1_000,
    });
  });

  it('is of one region', async () => {
    await put({ functions: ['here'] });
    const elsewhere = new LambdaClient(await reader(undefined, 'eu-west-1'));
    expect((await elsewhere.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });

  it('is what has a tag, with a value or with any', async () => {
    const of = (name: string, tags: object) => ({ arn: `arn:aws:s3:::${name}`, tags });
    await put({ tagged: [of('a', { App: 'x', Env: 'p' }), of('b', { App: 'y' }), of('c', {})] });
    const client = new ResourceGroupsTaggingAPIClient(await reader());
    const found = async (...TagFilters: { Key: string; Values?: string[] }[]) => {
      const { ResourceTagMappingList } = await client.send(new GetResourcesCommand({ TagFilters }));
      return ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN?.at(-1));
    };
    expect(await found({ Key: 'App' })).toEqual(['a', 'b']);
    expect(await found({ Key: 'App', Values: ['y'] })).toEqual(['b']);
    expect(await found({ Key: 'App' }, { Key: 'Env', Values: ['p'] })).toEqual(['a']);
  });

  it('is its resources of a type, in pages', async () => {
    const table = (n: number) => ({ type: 'AWS::DynamoDB::Table', identifier: `t-${n}` });
    const pool = {
      type: 'AWS::Cognito::UserPool',
      identifier: 'us-east-1_a',
      properties: { UserPoolName: 'users' },
    };
    await put({ resources: [...Array.from({ length: 25 }, (_, n) => table(n)), pool] });
    const client = new CloudControlClient(await reader());
    const of = (TypeName: string) =>
      all(
        paginateListResources({ client }, { TypeName }),
        ({ ResourceDescriptions = [] }) => ResourceDescriptions,
      );
    expect((await of('AWS::DynamoDB::Table')).map(({ length }) => length)).toEqual([20, 5]);
    expect((await of('AWS::Cognito::UserPool')).flat()).toEqual([
      { Identifier: 'us-east-1_a', Properties: '{"UserPoolName":"users"}' },
    ]);
    await expect(of('tables')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is its networks, and what there may be of them', async () => {
    await put({ vpcs: 3, quotas: { 'L-F678F1CE': 9 } });
    const config = await reader();
    const { Vpcs } = await new EC2Client(config).send(new DescribeVpcsCommand({}));
    expect(new Set(Vpcs?.map(({ VpcId }) => VpcId)).size).toBe(3);
    const quotas = new ServiceQuotasClient(config);
    const vpcs = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };
    expect((await quotas.send(new GetServiceQuotaCommand(vpcs))).Quota?.Value).toBe(9);
    expect((await quotas.send(new GetAWSDefaultServiceQuotaCommand(vpcs))).Quota?.Value).toBe(5);
    const gateways = { ServiceCode: 'vpc', QuotaCode: 'L-A4707A72' };
    await expect(quotas.send(new GetServiceQuotaCommand(gateways))).rejects.toMatchObject({
      name: 'NoSuchResourceException',
    });
  });

  it('is its roles with their documents', async () => {
    const attached = roleArn('x').replace('role/x', 'policy/deploy');
    await order('role', {
      arn: roleArn('deployer'),
      trustPolicy: TRUST,
      permissionPolicies: [policy({ Effect: 'Deny', Action: 'a:b', Resource: '*' })],
      managedPolicies: [{ arn: attached, document: EVERYTHING }],
    });
    const client = new IAMClient(await reader());
    const roles = await all(paginateListRoles({ client }, {}), ({ Roles = [] }) => Roles);
    expect(roles.flat().map(({ RoleName }) => RoleName)).toEqual(['deployer', 'reader']);
    const RoleName = 'deployer';
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    const [PolicyName = ''] = PolicyNames ?? [];
    const { PolicyDocument } = await client.send(
      new GetRolePolicyCommand({ RoleName, PolicyName }),
    );
    expect(decodeURIComponent(PolicyDocument ?? '')).toContain('"Deny"');
    const { AttachedPolicies } = await client.send(
      new ListAttachedRolePoliciesCommand({ RoleName }),
    );
    expect(AttachedPolicies).toEqual([{ PolicyArn: attached, PolicyName: 'deploy' }]);
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: attached }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await client.send(
      new GetPolicyVersionCommand({ PolicyArn: attached, VersionId }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(EVERYTHING);
    await expect(
      client.send(new ListRolePoliciesCommand({ RoleName: 'nobody' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('is its organisation, whole to the management account alone', async () => {
    const guard = policy({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
    await order('organization', {
      account: ACCOUNT,
      levels: [[EVERYTHING], [EVERYTHING, guard], [EVERYTHING]],
      management: MANAGEMENT,
    });
    const member = new OrganizationsClient(await reader());
    const { Organization } = await member.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(MANAGEMENT);
    await expect(member.send(new ListParentsCommand({ ChildId: ACCOUNT }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const manager = new OrganizationsClient(await as(`arn:aws:iam::${MANAGEMENT}:role/m`));
    const parentOf = async (ChildId: string) =>
      (await manager.send(new ListParentsCommand({ ChildId }))).Parents?.[0];
    const unit = await parentOf(ACCOUNT);
    expect(unit).toMatchObject({ Type: 'ORGANIZATIONAL_UNIT' });
    expect(await parentOf(unit?.Id ?? '')).toMatchObject({ Type: 'ROOT' });
    const { Policies } = await manager.send(
      new ListPoliciesForTargetCommand({ TargetId: unit?.Id, Filter: 'SERVICE_CONTROL_POLICY' }),
    );
    expect(Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess', 'Level1Policy1']);
    const { Policy } = await manager.send(
      new DescribePolicyCommand({ PolicyId: Policies?.[1]?.Id }),
    );
    expect(Policy?.Content).toBe(guard);
    await expect(parentOf('000000000000')).rejects.toMatchObject({
      name: 'ChildNotFoundException',
    });
    const alone = new OrganizationsClient(await as('arn:aws:iam::777788889999:role/x'));
    await expect(alone.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });

  it('is nothing to a role that may not look, or not in this region', async () => {
    const elsewhere = policy({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    const config = await reader(elsewhere);
    const refusals: readonly (readonly [Promise<unknown>, string])[] = [
      [new LambdaClient(config).send(new ListFunctionsCommand({})), 'AccessDeniedException'],
      [new EC2Client(config).send(new DescribeVpcsCommand({})), 'UnauthorizedOperation'],
      [
        new ResourceGroupsTaggingAPIClient(config).send(new GetResourcesCommand({})),
        'AccessDeniedException',
      ],
      [
        new IAMClient(config).send(new ListRolePoliciesCommand({ RoleName: 'reader' })),
        'AccessDenied',
      ],
    ];
    for (const [refused, name] of refusals) await expect(refused).rejects.toMatchObject({ name });
  });
});
