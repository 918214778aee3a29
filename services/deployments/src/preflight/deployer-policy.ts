import { placeOf } from '../accounts/account.js';

/** What every stack that we make bears, with the id of its account and region. */
export const DEPLOYMENT_TAG = 'margay:deployment';

/** All that a deployment asks CloudFormation for, in the account and its region. */
const STACK_ACTIONS = [
  'cloudformation:CancelUpdateStack',
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeStackDriftDetectionStatus',
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStackResourceDrifts',
  'cloudformation:DescribeStacks',
  'cloudformation:DetectStackDrift',
  'cloudformation:DetectStackResourceDrift',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudformation:RollbackStack',
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
 * delete no stack but what it has made itself, and make no role.
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
    {
      Sid: 'DeleteWhatItMade',
      Effect: 'Allow',
      Action: 'cloudformation:DeleteStack',
      Resource: `arn:aws:cloudformation:${region}:${account}:stack/*`,
      Condition: { StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: accountId } },
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
