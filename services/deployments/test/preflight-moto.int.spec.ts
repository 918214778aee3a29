import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand as CreateOrganizationPolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AwsClients, type AwsSettings } from '@margay/aws';
import { Secret } from '@margay/config';
import { DeployerEyes } from '../src/preflight/deployer-eyes.client.js';
import { InspectionRoles, InspectionSession } from '../src/preflight/inspection-session.client.js';
import { LeftoverEyes } from '../src/preflight/leftover-eyes.client.js';
import { checkLeftovers } from '../src/preflight/leftovers.js';
import { OrganizationEyes } from '../src/preflight/organization-eyes.client.js';
import { checkOrganizationPolicies } from '../src/preflight/organization-policies.js';
import { QuotaEyes } from '../src/preflight/quota-eyes.client.js';
import { allowedActions } from '../src/preflight/simulation-questions.js';

const endpoint = process.env['MOTO_ENDPOINT'];
const region = 'us-east-1';
/** The one that moto has. It manages its own organisation. */
const account = '123456789012';
const arn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ANYBODY = policy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });

/** What each look sees of an AWS that somebody else wrote. moto simulates no policies and shows no limits of Lambda. */
describe(endpoint ? 'a look into an account of moto' : 'moto', () => {
  if (!endpoint) {
    it.skip('is looked into where MOTO_ENDPOINT says it is', () => undefined);
    return;
  }
  const name = (prefix: string) => `${prefix}-${process.pid}`;
  const settings: AwsSettings = {
    endpoint,
    region,
    timeoutMs: 10_000,
    keys: new Secret({ accessKeyId: 'test', secretAccessKey: 'test' }),
  };
  const client = {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = new AwsClients(settings);
  const iam = new IAMClient(client);
  let session: InspectionSession;

  beforeAll(async () => {
    await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
    for (const RoleName of ['inspection', 'organization', 'PantherDeploymentRole'])
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: ANYBODY }));
    const facts = {
      deployedBy: 'deployment_role',
      snowflake: 'vendor',
      customDomain: '',
      inspectionRole: arn('inspection'),
      organizationRole: arn('organization'),
    } as const;
    const roles = new InspectionRoles(clients, { account, region, facts, externalId: 'margay-1' });
    session = new InspectionSession(roles, AbortSignal.timeout(50_000));
  });
  afterAll(() => clients.close());

  it('reads the policies of a role, inline and attached', async () => {
    const RoleName = 'PantherDeploymentRole';
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'inline',
        PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:CreateQueue', Resource: '*' }),
      }),
    );
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: name('attached'),
        PolicyDocument: policy({ Effect: 'Allow', Action: ['s3:*'], Resource: '*' }),
      }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
    const eyes = new DeployerEyes(session);
    expect(allowedActions((await eyes.rolePolicies(arn(RoleName))) ?? [])).toEqual([
      'sqs:CreateQueue',
      's3:*',
    ]);
    expect(await eyes.rolePolicies(arn('nobody'))).toBeUndefined();
  });

  it('finds leftovers by name and by tag, over the pages of a list', async () => {
    const logs = new CloudWatchLogsClient(client);
    for (let n = 0; n < 60; n++)
      await logs.send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/panther-${n}` }));
    await iam.send(
      new CreateRoleCommand({
        RoleName: `PantherAuditRole-${region}`,
        AssumeRolePolicyDocument: ANYBODY,
      }),
    );
    const TemplateBody = JSON.stringify({
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: name('left'),
            Tags: [
              { Key: 'Application', Value: 'Panther' },
              { Key: 'Stack', Value: 'panther-bootstrap' },
            ],
          },
        },
      },
    });
    await new CloudFormationClient(client).send(
      new CreateStackCommand({ StackName: 'panther-bootstrap', TemplateBody }),
    );
    const { found, unseen } = await new LeftoverEyes(session).look();
    // It has no Cloud Control.
    expect(unseen.filter((each) => !each.includes('ListResources'))).toEqual([]);
    const { evidence } = checkLeftovers(found, region);
    expect(Object.keys(evidence)).toEqual([
      'CloudFormation stack',
      'IAM role',
      'log group',
      'S3 bucket',
    ]);
    expect(evidence['log group']).toContain(', and 40 more');
    expect(evidence['S3 bucket']).toContain(name('left'));
  });

  it('counts what networks there are, against what there may be', async () => {
    const eyes = new QuotaEyes(session);
    const before = await eyes.used();
    await new EC2Client(client).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    expect(await eyes.used()).toEqual({ ...before, vpcs: before.vpcs + 1 });
    // It knows quotas of networks alone, and no defaults.
    expect(await eyes.limitOf('vpcs')).toBe(5);
    await expect(eyes.limitOf('elasticIps')).rejects.toThrow('GetAWSDefaultServiceQuota');
  });

  it('reads what the levels of an organisation say', async () => {
    const organizations = new OrganizationsClient(client);
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const RootId = Roots?.[0]?.Id;
    const PolicyType = 'SERVICE_CONTROL_POLICY';
    await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType }));
    const { OrganizationalUnit } = await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId: RootId, Name: 'siem' }),
    );
    const TargetId = OrganizationalUnit?.Id;
    await organizations.send(
      new MoveAccountCommand({
        AccountId: account,
        SourceParentId: RootId,
        DestinationParentId: TargetId,
      }),
    );
    const { Policy } = await organizations.send(
      new CreateOrganizationPolicyCommand({
        Name: 'NoNetworks',
        Description: '',
        Type: PolicyType,
        Content: policy({ Effect: 'Deny', Action: 'ec2:CreateVpc', Resource: '*' }),
      }),
    );
    const PolicyId = Policy?.PolicySummary?.Id;
    await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
    const levels = await new OrganizationEyes(session).levels();
    expect(levels.map(({ target }) => target)).toEqual([account, TargetId, RootId]);
    const deployer = { account, region, principal: arn('PantherDeploymentRole') };
    const { outcome, evidence } = checkOrganizationPolicies(levels, deployer);
    expect(outcome).toBe('fail');
    expect(evidence).toEqual({ 'ec2:CreateVpc': expect.stringContaining('NoNetworks') });
  });
});
