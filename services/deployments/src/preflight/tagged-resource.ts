import type { FoundResource, LeftoverKind } from './leftovers.js';

/** By service and type of an ARN; what comes behind is the name, or an id where nobody gave one. */
const KINDS: readonly (readonly [pattern: RegExp, kind: LeftoverKind])[] = [
  [/^s3:([^/]+)$/, 'S3 bucket'],
  [/^dynamodb:table\/([^/]+)$/, 'DynamoDB table'],
  [/^sqs:([^/:]+)$/, 'SQS queue'],
  [/^sns:([^/:]+)$/, 'SNS topic'],
  [/^lambda:function:([^/:]+)$/, 'Lambda function'],
  [/^ecs:cluster\/([^/]+)$/, 'ECS cluster'],
  [/^elasticloadbalancing:loadbalancer\/(?:app|net)\/([^/]+)\/[^/]+$/, 'load balancer'],
  [/^appsync:apis\/([^/]+)$/, 'AppSync API'],
  [/^athena:workgroup\/([^/]+)$/, 'Athena workgroup'],
  [/^cognito-idp:userpool\/([^/]+)$/, 'Cognito user pool'],
  [/^cloudtrail:trail\/([^/]+)$/, 'CloudTrail trail'],
  [/^glue:database\/([^/]+)$/, 'Glue database'],
  [/^ecr:repository\/(.+)$/, 'ECR repository'],
  [/^iam:role\/(?:.*\/)?([^/]+)$/, 'IAM role'],
  [/^logs:log-group:([^:]+)/, 'log group'],
  [/^cloudformation:stack\/([^/]+)\/[^/]+$/, 'CloudFormation stack'],
];

/** What a tagged ARN is, if it is of a kind that is looked for. */
export function resourceOfArn(arn: string): FoundResource | undefined {
  const [, , service = '', , , ...rest] = arn.split(':');
  const text = `${service}:${rest.join(':')}`;
  for (const [pattern, kind] of KINDS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}
