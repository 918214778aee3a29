import { describe, expect, it } from '@jest/globals';
import { checkAccount, type KnownAccount } from './account-approved.js';
import { type CheckResult, notLookedAt } from './check.js';
import { checkDeploymentRole } from './deployment-role-actions.js';
import { deploymentProbes } from './deployment-probes.js';
import { checkLeftovers, type FoundResource } from './leftovers.js';
import { checkNetworkQuotas } from './network-quotas.js';
import { checkOrganizationPolicies, type PolicyLevel } from './organization-policies.js';
import { preflightVerdict } from './preflight-verdict.js';

const NOW = '2026-11-22T00:00:00.000Z';
const account = '444455556666';
const region = 'us-east-1';
const principal = `arn:aws:iam::${account}:role/PantherDeploymentRole`;
const deployer = { account, region, principal };

describe('the approval of an account', () => {
  it.each<[string, KnownAccount | undefined, string]>([
    ['us-east-1', { status: 'approved' }, 'pass'],
    ['us-east-1', { status: 'approved', expiresAt: '2026-11-22T00:00:00.001Z' }, 'pass'],
    ['us-east-1', { status: 'approved', expiresAt: NOW }, 'fail'],
    ['us-east-1', { status: 'requested' }, 'fail'],
    ['us-east-1', undefined, 'fail'],
    ['us-gov-west-1', { status: 'approved' }, 'fail'],
  ])('in %s, of one that is %j, is a %s', (place, known, outcome) =>
    expect(checkAccount(place, known, NOW).outcome).toBe(outcome),
  );
});

describe('the policies of an organisation', () => {
  const policy = (name: string, ...Statement: object[]) => ({
    id: `p-${name}`,
    name,
    content: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  const everything = policy('FullAWSAccess', { Effect: 'Allow', Action: '*', Resource: '*' });
  const level = (...policies: PolicyLevel['policies']): PolicyLevel => ({
    target: 'r-root',
    policies: [everything, ...policies],
  });
  const check = (...levels: PolicyLevel[]) => checkOrganizationPolicies(levels, deployer);
  const deny = (more: object) =>
    policy('Guard', { Sid: 'No', Effect: 'Deny', Resource: '*', ...more });

  it('pass when nothing is denied', () => expect(check(level(), level()).outcome).toBe('pass'));
  it('are not looked at where there is no organisation', () =>
    expect(check().outcome).toBe('skipped'));

  it.each(deploymentProbes(deployer).map(({ action, service }) => [action, service] as const))(
    'that deny %s are found, by policy and statement, under %s',
    (action, service) => {
      const { outcome, message, evidence } = check(level(), level(deny({ Action: action })));
      expect(outcome).toBe('fail');
      expect(message).toContain(service);
      expect(evidence).toEqual({ [action]: 'Denied by Guard (p-Guard), statement 0 (No).' });
    },
  );

  it('cover the services that the guide names, and tagging', () => {
    const probes = deploymentProbes(deployer);
    expect([...new Set(probes.map(({ service }) => service))]).toEqual([
      'S3',
      'EC2/VPC',
      'KMS',
      'Lambda',
      'DynamoDB',
      'ECS',
      'SQS',
      'SNS',
    ]);
    expect(probes.filter(({ action }) => /tag/i.test(action))).toHaveLength(8);
  });

  it('that deny other regions leave this one alone', () => {
    const only = (place: string) =>
      deny({
        NotAction: 'iam:*',
        Action: undefined,
        Condition: { StringNotEquals: { 'aws:RequestedRegion': place } },
      });
    expect(check(level(only('us-east-1'))).outcome).toBe('pass');
    expect(check(level(only('eu-west-1'))).outcome).toBe('fail');
  });

  it('that spare the deployment role leave it alone', () => {
    const spared = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/PantherDeployment*' } };
    expect(check(level(deny({ Action: '*', Condition: spared }))).outcome).toBe('pass');
  });

  it('have to allow at every level', () => {
    const narrow = {
      target: 'ou-1',
      policies: [policy('S3Only', { Effect: 'Allow', Action: 's3:*', Resource: '*' })],
    };
    const { outcome, message, evidence } = check(level(), narrow);
    expect(outcome).toBe('fail');
    expect(message).not.toContain('S3');
    expect(evidence['sqs:CreateQueue']).toBe('No policy of ou-1 allows it.');
    expect(evidence).not.toHaveProperty('s3:CreateBucket');
  });

  it('that cannot be read are named, and not taken for silent', () => {
    const broken = { id: 'p-x', name: 'Broken', content: '{' };
    const { outcome, evidence } = check({ target: 'r', policies: [broken] });
    expect(outcome).toBe('warn');
    expect(evidence).toEqual({ unread: 'Broken (p-x)' });
    expect(check(level(broken, deny({ Action: 'sqs:*' }))).outcome).toBe('fail');
  });
});

describe('the deployment role', () => {
  it.each<[string, readonly string[] | undefined, readonly string[] | undefined, string]>([
    ['may do all', ['s3:GetObject', 'batch:*'], ['s3:get*', '*:*'], 'pass'],
    ['lacks one', ['s3:GetObject', 'lambda:GetLayerVersion'], ['s3:*'], 'fail'],
    ['may do some of what may all be needed', ['batch:*'], ['batch:Describe*'], 'fail'],
    ['is not used', ['s3:GetObject'], undefined, 'skipped'],
    ['cannot be compared', undefined, ['s3:*'], 'skipped'],
  ])('that %s', (_what, needed, allowed, outcome) =>
    expect(checkDeploymentRole('1.35.0', needed, allowed).outcome).toBe(outcome),
  );
  it('is told what it lacks, as far as it can be shown', () => {
    const needed = Array.from({ length: 60 }, (_, n) => `a:B${n}`);
    const { evidence } = checkDeploymentRole('1.35.0', needed, ['a:B0']);
    expect(evidence['missing']).toMatch(/^a:B1, .*a:B50, and 9 more$/);
  });
});

describe('leftovers of an old installation', () => {
  const check = (...found: FoundResource[]) => checkLeftovers(found, region);

  it.each<[FoundResource['kind'], string]>([
    ['CloudFormation stack', 'panther-bootstrap'],
    ['ECS cluster', 'panther-web-cluster'],
    ['load balancer', 'web'],
    ['AppSync API', 'panther-graphql-api'],
    ['Lambda function', 'panther-alert-forwarder'],
    ['DynamoDB table', 'panther-kv-store'],
    ['SQS queue', 'panther-datacatalog-queue-dlq'],
    ['SNS topic', 'panther-boostrap-input-data-notifications'],
    ['KMS alias', 'alias/panther-sqs'],
    ['Athena workgroup', 'Panther'],
    ['Cognito user pool', 'panther-users'],
    ['CloudTrail trail', 'panther-cloudtrail-us-east-1'],
    ['Glue database', 'panther_logs'],
    ['ECR repository', 'panther-web'],
    ['IAM role', 'PantherAuditRole-us-east-1'],
    ['log group', '/aws/lambda/panther-kv-store'],
  ])('are a %s named %s, with a hint', (kind, name) => {
    const { outcome, evidence } = check({ kind, name });
    expect(outcome).toBe('fail');
    expect(evidence).toEqual({ [kind]: expect.stringMatching(/^.+\. .+\.$/) });
    expect(evidence[kind]).toContain(`${name}. `);
  });

  it('are buckets by their tags, whatever they are named', () => {
    const tags = { Application: 'Panther', Stack: 'panther-bootstrap' };
    expect(check({ kind: 'S3 bucket', name: 'x-1a2b', tags }).outcome).toBe('fail');
    const other = { ...tags, Stack: 'other' };
    expect(check({ kind: 'S3 bucket', name: 'panther-x', tags: other }).outcome).toBe('pass');
    const plain = { 'panther:app': 'panther' };
    expect(check({ kind: 'Cognito user pool', name: 'us-east-1_1', tags: plain }).outcome).toBe(
      'fail',
    );
  });

  it('are warned of where not all could be looked at', () => {
    const denied = 'AWS does not allow us to look: iam:ListRoles (AccessDenied).';
    expect(checkLeftovers([], region, [denied])).toMatchObject({
      outcome: 'warn',
      evidence: { unseen: denied },
    });
    const left: FoundResource = { kind: 'load balancer', name: 'web' };
    expect(checkLeftovers([left], region, [denied]).outcome).toBe('fail');
  });

  it('are not what belongs to others, or to another region', () =>
    expect(
      check(
        { kind: 'load balancer', name: 'website' },
        { kind: 'IAM role', name: 'PantherAuditRole-eu-west-1' },
        { kind: 'IAM role', name: 'PantherDeploymentRole' },
        { kind: 'SQS queue', name: 'my-panther-queue' },
        { kind: 'log group', name: '/aws/lambda/other' },
      ),
    ).toMatchObject({ outcome: 'pass', evidence: {} }));

  it('are grouped, and counted where they are many', () => {
    const many = Array.from({ length: 25 }, (_, n): FoundResource => ({
      kind: 'Lambda function',
      name: `panther-${n}`,
    }));
    const { message, evidence } = check(...many, { kind: 'load balancer', name: 'web' });
    expect(message).toContain('26');
    expect(Object.keys(evidence)).toEqual(['load balancer', 'Lambda function']);
    expect(evidence['Lambda function']).toContain(', and 5 more');
  });
});

describe('the quotas of networks', () => {
  const uses = (used: number) => {
    const use = { limit: 5, used };
    return { vpcs: { limit: 5, used: 0 }, internetGateways: use, elasticIps: use };
  };
  it.each([
    [4, 'pass'],
    [5, 'fail'],
  ])('with %d of 5 used are a %s', (used, outcome) =>
    expect(checkNetworkQuotas(uses(used))).toMatchObject({ outcome }),
  );
  it('name what to ask for', () =>
    expect(checkNetworkQuotas(uses(5)).message).toContain(
      'internetGateways (L-A4707A72), elasticIps (L-0263D0A3)',
    ));
});

describe('a preflight', () => {
  const found = (id: CheckResult['id'], outcome: CheckResult['outcome']): CheckResult => ({
    id,
    outcome,
    message: '',
    evidence: {},
    documentation: '',
  });
  const reason = 'The other cluster is ours.';

  it('passes when nothing failed', () =>
    expect(preflightVerdict([found('account', 'pass'), found('leftovers', 'warn')], [])).toEqual({
      passed: true,
      blocking: [],
      waived: [],
      unsettled: ['leftovers'],
    }));
  it('says what could not be looked at', () => {
    const { unsettled } = preflightVerdict([notLookedAt('leftovers', 'AWS did not answer.')], []);
    expect(unsettled).toEqual(['leftovers']);
    expect(preflightVerdict([found('leftovers', 'skipped')], []).unsettled).toEqual([]);
  });
  it('is blocked by what failed', () =>
    expect(preflightVerdict([found('leftovers', 'fail')], [])).toMatchObject({
      passed: false,
      blocking: ['leftovers'],
    }));
  it('passes what somebody waived with a reason', () => {
    const waiver = { check: 'leftovers', reason } as const;
    expect(preflightVerdict([found('leftovers', 'fail')], [waiver])).toEqual({
      passed: true,
      blocking: [],
      waived: [waiver],
      unsettled: [],
    });
    const silent = { ...waiver, reason: ' ' };
    expect(preflightVerdict([found('leftovers', 'fail')], [silent]).passed).toBe(false);
  });
  it('is blocked by a strict check whatever is waived', () =>
    expect(
      preflightVerdict([found('account', 'fail')], [{ check: 'account', reason }]),
    ).toMatchObject({ passed: false, blocking: ['account'], waived: [] }));
});
