/** Kinds of resources that keep what nothing can make again. */
const STATEFUL =
  /^AWS::(S3::Bucket|DynamoDB::(Table|GlobalTable)|RDS::(DBInstance|DBCluster)|EFS::FileSystem|KMS::Key|SecretsManager::Secret|Cognito::UserPool|Kinesis::Stream|SQS::Queue|Logs::LogGroup|Glue::(Database|Table)|EC2::Volume|OpenSearchService::Domain|Elasticsearch::Domain|ElastiCache::\w+|ECR::Repository|SSM::Parameter)$/;

/** A change as CloudFormation tells it. */
export interface ToldChange {
  readonly Action?: string | undefined;
  readonly Replacement?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly LogicalResourceId?: string | undefined;
}

/** Whether a change replaces or removes something that has a state, or may. */
export const destroys = ({ Action, Replacement, ResourceType = '' }: ToldChange): boolean =>
  // With a stack goes whatever is in it, and the change set does not say what that is.
  (ResourceType === 'AWS::CloudFormation::Stack' && Action === 'Remove') ||
  (STATEFUL.test(ResourceType) &&
    (Action === 'Remove' ||
      Action === 'Dynamic' ||
      (Action === 'Modify' && Replacement !== undefined && Replacement !== 'False')));
