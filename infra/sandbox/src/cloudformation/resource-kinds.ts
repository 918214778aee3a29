import { createHash } from 'node:crypto';
import type { Stack } from './stack.js';
import type { TemplateResource } from './template.js';

/** How long each kind takes to be made, in seconds; what is not listed is quick. */
const SECONDS: Readonly<Record<string, number>> = {
  'AWS::IAM::Role': 18,
  'AWS::IAM::ManagedPolicy': 15,
  'AWS::IAM::InstanceProfile': 120,
  'AWS::S3::Bucket': 22,
  'AWS::DynamoDB::Table': 12,
  'AWS::Lambda::Function': 9,
  'AWS::KMS::Key': 25,
  'AWS::SQS::Queue': 60,
  'AWS::EC2::VPC': 14,
  'AWS::EC2::NatGateway': 95,
  'AWS::EC2::VPCEndpoint': 60,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 150,
  'AWS::ECS::Service': 160,
  'AWS::CloudFront::Distribution': 240,
  'AWS::CloudWatch::Dashboard': 2,
  'AWS::CloudFormation::WaitConditionHandle': 1,
};
const QUICK_SECONDS = 5;

/** The property that names a resource, where its owner may. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::ECR::Repository': 'RepositoryName',
};

/** Further properties that no resource survives a change of. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['KeySchema', 'LocalSecondaryIndexes'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage'],
  'AWS::EC2::VPC': ['CidrBlock'],
  'AWS::EC2::Subnet': ['CidrBlock', 'VpcId', 'AvailabilityZone'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'VpcId'],
  'AWS::IAM::Role': ['Path'],
  'AWS::Lambda::Function': ['PackageType'],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes'],
};

/** A different number for everything, the same each time: what would be chance. */
export const chanceOf = (...parts: readonly string[]): number =>
  createHash('sha1').update(parts.join('\n')).digest().readUInt32BE(0) / 2 ** 32;

export const secondsOf = (type: string, ...parts: readonly string[]): number =>
  (SECONDS[type] ?? QUICK_SECONDS) * (0.75 + chanceOf(...parts) / 2);

export const nameProperty = (type: string): string | undefined => NAMES[type];

/** Whether a change of these properties needs another resource. */
export function needsReplacement(type: string, changed: readonly string[]): boolean {
  const fixed = [NAMES[type] ?? '', ...(FIXED[type] ?? [])];
  return type.startsWith('AWS::') && changed.some((name) => fixed.includes(name));
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Twelve letters and digits. */
export function suffixOf(...parts: readonly string[]): string {
  const digest = createHash('sha1').update(parts.join('\n')).digest();
  return [...digest.subarray(0, 12)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** The id that a resource gets: the name that its template gives it, or one that is made up. */
export function physicalIdOf(stack: Stack, resource: TemplateResource, at: number): string {
  const { logicalId, type, properties } = resource;
  const property = NAMES[type];
  const given = property === undefined ? undefined : properties[property];
  const name = given === undefined ? '' : stack.values(at).text(given);
  if (name !== '') return name;
  const suffix = suffixOf(stack.id, logicalId, `${at}`);
  return `${stack.name.slice(0, 24)}-${logicalId.slice(0, 24)}-${suffix}`;
}
