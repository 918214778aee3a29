import { describe, expect, it } from '@jest/globals';
import { LISTED_TYPES, nameOfListed } from './listed-resource.js';

describe('what a resource is called', () => {
  it.each([
    ['AWS::DynamoDB::Table', 'panther-kv-store', '{}', 'panther-kv-store'],
    [
      'AWS::SQS::Queue',
      'https://sqs.us-east-1.amazonaws.com/1/panther-a-queue',
      '{}',
      'panther-a-queue',
    ],
    ['AWS::SNS::Topic', 'arn:aws:sns:us-east-1:1:panther-cw-alarms', '{}', 'panther-cw-alarms'],
    [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/web/50dc6c',
      '{}',
      'web',
    ],
    ['AWS::Cognito::UserPool', 'us-east-1_a', '{"UserPoolName":"panther-users"}', 'panther-users'],
    ['AWS::Cognito::UserPool', 'us-east-1_a', '{"UserPoolId":"us-east-1_a"}', 'us-east-1_a'],
    ['AWS::AppSync::GraphQLApi', 'abc', 'no JSON', 'abc'],
  ])('of %s, identified as %s, with %s, is %s', (type, identifier, properties, name) => {
    const listed = LISTED_TYPES.find((each) => each.type === type);
    expect(listed && nameOfListed(listed, { identifier, properties })).toBe(name);
  });
});
