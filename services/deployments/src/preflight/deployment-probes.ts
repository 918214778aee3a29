/** One thing that a deployment does, asked of policies that may forbid it. */
export interface DeploymentProbe {
  /** The service an administrator would look under. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

type Row = readonly [service: string, actions: string, resource: string];

/** By service: what is made and tagged, and on what. Buckets carry neither region nor account. */
const rows = ({ account, region }: Place): readonly Row[] => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  return [
    [
      'S3',
      's3:CreateBucket s3:PutEncryptionConfiguration s3:PutBucketPolicy s3:PutLifecycleConfiguration s3:PutBucketTagging',
      'arn:aws:s3:::panther-deployment',
    ],
    ['EC2/VPC', 'ec2:CreateVpc ec2:CreateTags', arn('ec2', 'vpc/*')],
    ['EC2/VPC', 'ec2:CreateSubnet', arn('ec2', 'subnet/*')],
    ['EC2/VPC', 'ec2:CreateInternetGateway', arn('ec2', 'internet-gateway/*')],
    ['EC2/VPC', 'ec2:CreateSecurityGroup', arn('ec2', 'security-group/*')],
    ['KMS', 'kms:CreateKey kms:CreateAlias kms:PutKeyPolicy kms:TagResource', arn('kms', 'key/*')],
    [
      'Lambda',
      'lambda:CreateFunction lambda:PutFunctionConcurrency lambda:TagResource',
      arn('lambda', 'function:panther-deployment'),
    ],
    [
      'DynamoDB',
      'dynamodb:CreateTable dynamodb:UpdateTimeToLive dynamodb:TagResource',
      arn('dynamodb', 'table/panther-deployment'),
    ],
    [
      'ECS',
      'ecs:CreateCluster ecs:CreateService ecs:TagResource',
      arn('ecs', 'cluster/panther-web-cluster'),
    ],
    [
      'SQS',
      'sqs:CreateQueue sqs:SetQueueAttributes sqs:TagQueue',
      arn('sqs', 'panther-deployment'),
    ],
    ['SNS', 'sns:CreateTopic sns:Subscribe sns:TagResource', arn('sns', 'panther-deployment')],
  ];
};

/** What policies of an organisation are asked. */
export const deploymentProbes = (place: Place): readonly DeploymentProbe[] =>
  rows(place).flatMap(([service, actions, resource]) =>
    actions.split(' ').map((action) => ({ service, action, resource })),
  );
