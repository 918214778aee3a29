import { stringify } from 'yaml';
import { placeOf } from '../accounts/account.js';
import { deployerStatements } from './deployer-policy.js';

/** What may be read in the region of a deployment. None of it holds a value that anybody keeps secret. */
const REGIONAL_ACTIONS = [
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:ListResources',
  'cloudformation:ListStacks',
  'ec2:DescribeAddresses',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeVpcs',
  'lambda:GetAccountSettings',
  'lambda:ListFunctions',
  'logs:DescribeLogGroups',
  'servicequotas:GetAWSDefaultServiceQuota',
  'servicequotas:GetServiceQuota',
  'tag:GetResources',
  // What Cloud Control lists, it lists with the rights of whoever asks.
  'appsync:ListGraphqlApis',
  'athena:ListWorkGroups',
  'cloudtrail:ListTrails',
  'cognito-idp:ListUserPools',
  'dynamodb:ListTables',
  'ecr:DescribeRepositories',
  'ecs:ListClusters',
  'elasticloadbalancing:DescribeLoadBalancers',
  'kms:ListAliases',
  'sns:ListTopics',
  'sqs:ListQueues',
];
/** Of whoever deploys, and of policies, also those that AWS keeps. */
const IDENTITY_ACTIONS = [
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:SimulatePrincipalPolicy',
];
/** What knows no resources. */
const ACCOUNT_ACTIONS = ['iam:ListRoles', 'organizations:DescribeOrganization'];
const ORGANIZATION_ACTIONS = [
  'organizations:DescribePolicy',
  'organizations:ListParents',
  'organizations:ListPoliciesForTarget',
];

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

const permissionsFor = (accountId: string) => {
  const { account, region } = placeOf(accountId);
  return policy(
    {
      Sid: 'LookAroundTheRegion',
      Effect: 'Allow',
      Action: REGIONAL_ACTIONS,
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'ReadWhatADeployerMayDo',
      Effect: 'Allow',
      Action: IDENTITY_ACTIONS,
      Resource: [`arn:aws:iam::${account}:*`, 'arn:aws:iam::aws:policy/*'],
    },
    { Sid: 'ReadTheAccount', Effect: 'Allow', Action: ACCOUNT_ACTIONS, Resource: '*' },
  );
};

/** Two statements, because the id is a condition of AssumeRole alone. */
const trustIn = (principal: string, externalId: string) =>
  policy(
    {
      Sid: 'AssumeWithExternalId',
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
    {
      Sid: 'NameTheSession',
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:SetSourceIdentity',
      Condition: { StringLike: { 'sts:SourceIdentity': 'margay-*' } },
    },
  );

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const LOOKS = 'Lets preflights look at what stands in the way of a deployment, and change nothing.';
const DEPLOYS = 'Lets deployments make and update stacks, and build what comes after them.';

const templateOf = (
  name: string,
  trust: object,
  permissions: object,
  Description: string,
): string =>
  stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description,
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: name,
            AssumeRolePolicyDocument: trust,
            Policies: [{ PolicyName: 'Permissions', PolicyDocument: permissions }],
          },
        },
      },
      Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    },
    // Anchors would be correct YAML that CloudFormation does not read.
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );

/** What lets us look into an account. */
export interface Inspection {
  readonly externalId: string;
  /** Who assumes the roles. */
  readonly principal: string;
  readonly trustPolicy: string;
  readonly permissionPolicy: string;
  readonly organizationPermissionPolicy: string;
  readonly template: string;
  readonly organizationTemplate: string;
  readonly deployerPermissionPolicy: string;
  readonly deployerTemplate: string;
}

/**
 * The role that preflights look through, the one in the management account of the organisation, and the one that
 * deployments are made through, ready to paste. All trust one principal, and that only with the id of this account: nobody who has another account
 * with us can have theirs looked into.
 */
export function inspectionOf(accountId: string, principal: string, externalId: string): Inspection {
  const trust = trustIn(principal, externalId);
  const permissions = permissionsFor(accountId);
  const organization = policy({
    Sid: 'ReadServiceControlPolicies',
    Effect: 'Allow',
    Action: ORGANIZATION_ACTIONS,
    Resource: '*',
  });
  const deployer = policy(...deployerStatements(accountId));
  return {
    externalId,
    principal,
    trustPolicy: json(trust),
    permissionPolicy: json(permissions),
    organizationPermissionPolicy: json(organization),
    template: templateOf(
      `margay-inspection-${placeOf(accountId).region}`,
      trust,
      permissions,
      LOOKS,
    ),
    organizationTemplate: templateOf(
      `margay-organization-${accountId}`,
      trust,
      organization,
      LOOKS,
    ),
    deployerPermissionPolicy: json(deployer),
    deployerTemplate: templateOf(
      `margay-deployer-${placeOf(accountId).region}`,
      trust,
      deployer,
      DEPLOYS,
    ),
  };
}
