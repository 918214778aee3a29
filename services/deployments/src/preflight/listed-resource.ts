import type { LeftoverKind } from './leftovers.js';

/** What Cloud Control says of one resource: an identifier, and whatever its type tells of it. */
export interface ResourceDescription {
  readonly identifier: string;
  /** JSON; often no more than the identifier again. */
  readonly properties: string;
}

interface ListedType {
  readonly type: string;
  readonly kind: LeftoverKind;
  /** The part of its identifier that is its name. */
  readonly nameIn?: (identifier: string) => string | undefined;
  /** Where its identifier is not its name, the property that may be. */
  readonly nameProperty?: string;
}

const lastOf = (separator: string) => (identifier: string) => identifier.split(separator).at(-1);

/** The kinds that are looked for by name and have no list of their own above. */
export const LISTED_TYPES: readonly ListedType[] = [
  { type: 'AWS::ECS::Cluster', kind: 'ECS cluster' },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    kind: 'load balancer',
    nameIn: (identifier) => identifier.split('/')[2],
  },
  { type: 'AWS::AppSync::GraphQLApi', kind: 'AppSync API', nameProperty: 'Name' },
  { type: 'AWS::DynamoDB::Table', kind: 'DynamoDB table' },
  { type: 'AWS::SQS::Queue', kind: 'SQS queue', nameIn: lastOf('/') },
  { type: 'AWS::SNS::Topic', kind: 'SNS topic', nameIn: lastOf(':') },
  { type: 'AWS::KMS::Alias', kind: 'KMS alias' },
  { type: 'AWS::Athena::WorkGroup', kind: 'Athena workgroup' },
  { type: 'AWS::Cognito::UserPool', kind: 'Cognito user pool', nameProperty: 'UserPoolName' },
  { type: 'AWS::CloudTrail::Trail', kind: 'CloudTrail trail' },
  { type: 'AWS::ECR::Repository', kind: 'ECR repository' },
];

function propertyOf(properties: string, name: string): string | undefined {
  try {
    const read = JSON.parse(properties) as Readonly<Record<string, unknown>>;
    const value = read[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a resource is called, as far as its type tells. */
export function nameOfListed(
  { nameIn, nameProperty }: ListedType,
  { identifier, properties }: ResourceDescription,
): string {
  const told = nameProperty === undefined ? undefined : propertyOf(properties, nameProperty);
  return told ?? nameIn?.(identifier) ?? identifier;
}
