import { describe, expect, it } from '@jest/globals';
import { resourceOfArn } from './tagged-resource.js';

describe('what is tagged', () => {
  it.each([
    ['arn:aws:s3:::x-1a2b', 'S3 bucket', 'x-1a2b'],
    ['arn:aws:dynamodb:us-east-1:1:table/panther-kv-store', 'DynamoDB table', 'panther-kv-store'],
    ['arn:aws:sqs:us-east-1:1:panther-a-queue', 'SQS queue', 'panther-a-queue'],
    ['arn:aws:sns:us-east-1:1:panther-cw-alarms', 'SNS topic', 'panther-cw-alarms'],
    ['arn:aws:lambda:us-east-1:1:function:panther-x', 'Lambda function', 'panther-x'],
    ['arn:aws:ecs:us-east-1:1:cluster/panther-web-cluster', 'ECS cluster', 'panther-web-cluster'],
    [
      'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/web/50dc6c495c0c9188',
      'load balancer',
      'web',
    ],
    ['arn:aws:appsync:us-east-1:1:apis/abc', 'AppSync API', 'abc'],
    ['arn:aws:athena:us-east-1:1:workgroup/Panther', 'Athena workgroup', 'Panther'],
    ['arn:aws:cognito-idp:us-east-1:1:userpool/us-east-1_a', 'Cognito user pool', 'us-east-1_a'],
    [
      'arn:aws:cloudtrail:us-east-1:1:trail/panther-cloudtrail',
      'CloudTrail trail',
      'panther-cloudtrail',
    ],
    ['arn:aws:glue:us-east-1:1:database/panther_logs', 'Glue database', 'panther_logs'],
    ['arn:aws:ecr:us-east-1:1:repository/a/panther-web', 'ECR repository', 'a/panther-web'],
    ['arn:aws:iam::1:role/path/PantherAuditRole', 'IAM role', 'PantherAuditRole'],
    [
      'arn:aws:logs:us-east-1:1:log-group:/aws/lambda/panther-x:*',
      'log group',
      '/aws/lambda/panther-x',
    ],
    [
      'arn:aws:cloudformation:us-east-1:1:stack/panther-core/1-2',
      'CloudFormation stack',
      'panther-core',
    ],
  ])('%s is a %s', (arn, kind, name) => expect(resourceOfArn(arn)).toEqual({ kind, name }));

  it.each(['arn:aws:ec2:us-east-1:1:vpc/vpc-1', 'nonsense', ''])(
    '%j is nothing to look for',
    (arn) => expect(resourceOfArn(arn)).toBeUndefined(),
  );
});
