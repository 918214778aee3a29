import { placeOf } from '../accounts/account.js';

/** All that a deployment asks CloudFormation for, in the account and its region. */
const STACK_ACTIONS = [
  'cloudformation:CancelUpdateStack',
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudformation:TagResource',
  'cloudformation:UpdateTerminationProtection',
];
const BUILD_ACTIONS = [
  'codebuild:BatchGetBuilds',
  'codebuild:ListBuildsForProject',
  'codebuild:StartBuild',
];

/**
 * What the role needs that deployments are made through, where CloudFormation acts as the deployment role. It can
 * neither delete a stack nor make a role of its own.
 */
export function deployerStatements(accountId: string): readonly object[] {
  const { account, region } = placeOf(accountId);
  return [
    {
      Sid: 'DeployStacks',
      Effect: 'Allow',
      Action: STACK_ACTIONS,
      Resource: [
        `arn:aws:cloudformation:${region}:${account}:*`,
        `arn:aws:cloudformation:${region}:aws:transform/*`,
      ],
    },
    { Sid: 'ReadTemplates', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    {
      Sid: 'BuildTheRest',
      Effect: 'Allow',
      Action: BUILD_ACTIONS,
      Resource: `arn:aws:codebuild:${region}:${account}:project/panther-*`,
    },
    {
      Sid: 'LetCloudFormationActAsTheDeploymentRole',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${account}:role/PantherDeploymentRole`,
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    },
  ];
}
