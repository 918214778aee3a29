/** A reason as CloudFormation gives it, and the cause that is known to be behind it. */
export interface KnownCause {
  readonly text: string;
  readonly cause: string;
  readonly type: string;
}

const handler = (message: string, code: string): string =>
  `Resource handler returned message: "${message} (Service: Any, Status Code: 400, Request ID: 1f0c) (SDK Attempt Count: 1)" (RequestToken: 2f0d, HandlerErrorCode: ${code})`;

const user = 'User: arn:aws:sts::111122223333:assumed-role/PantherDeploymentRole/margay';
const denied = (action: string, why: string): string =>
  handler(
    `${user} is not authorized to perform: ${action} on resource: arn:aws:any:us-east-1:111122223333:thing ${why}`,
    'AccessDenied',
  );

const cause = (type: string, known: string, text: string): KnownCause => ({
  type,
  cause: known,
  text,
});

/** Of resources, by what is behind them. */
export const KNOWN_CAUSES: readonly KnownCause[] = [
  cause(
    'AWS::KMS::Key',
    'scp_explicit_deny',
    denied(
      'kms:CreateKey',
      'with an explicit deny in a service control policy: arn:aws:organizations::999988887777:policy/o-1a2b/service_control_policy/p-3c4d',
    ),
  ),
  cause(
    'AWS::EC2::VPC',
    'scp_implicit_deny',
    denied('ec2:CreateVpc', 'because no service control policy allows the ec2:CreateVpc action'),
  ),
  cause(
    'AWS::S3::Bucket',
    'rcp_deny',
    denied('s3:PutBucketPolicy', 'with an explicit deny in a resource control policy'),
  ),
  cause(
    'AWS::IAM::Role',
    'permissions_boundary',
    denied('iam:CreateRole', 'because no permissions boundary allows the iam:CreateRole action'),
  ),
  // The code speaks of tags, the text of a boundary.
  cause(
    'AWS::SQS::Queue',
    'permissions_boundary',
    handler(
      `${user} is not authorized to perform: sqs:TagQueue with an explicit deny in a permissions boundary`,
      'UnauthorizedTaggingOperation',
    ),
  ),
  cause(
    'AWS::SNS::Topic',
    'tagging_denied',
    handler('The tags could not be set.', 'UnauthorizedTaggingOperation'),
  ),
  cause(
    'AWS::Lambda::Function',
    'session_policy',
    denied(
      'lambda:CreateFunction',
      'because no session policy allows the lambda:CreateFunction action',
    ),
  ),
  cause(
    'AWS::DynamoDB::Table',
    'iam_denied',
    denied(
      'dynamodb:CreateTable',
      'because no identity-based policy allows the dynamodb:CreateTable action',
    ),
  ),
  cause(
    'AWS::EC2::Subnet',
    'encoded_denial',
    handler(
      'You are not authorized to perform this operation. Encoded authorization failure message: 8mQx',
      'GeneralServiceException',
    ),
  ),
  cause(
    'AWS::Lambda::Function',
    'quota_lambda_concurrency',
    handler(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      'InvalidRequest',
    ),
  ),
  cause(
    'AWS::EC2::EIP',
    'quota_addresses',
    handler('The maximum number of addresses has been reached.', 'ServiceLimitExceeded'),
  ),
  cause(
    'AWS::EC2::VPC',
    'quota_network',
    handler('The maximum number of VPCs has been reached.', 'GeneralServiceException'),
  ),
  cause(
    'AWS::EC2::InternetGateway',
    'quota_network',
    handler('The maximum number of internet gateways has been reached.', 'ServiceLimitExceeded'),
  ),
  cause(
    'AWS::IAM::Role',
    'quota_iam',
    handler('Cannot exceed quota for RolesPerAccount: 1000', 'ServiceLimitExceeded'),
  ),
  cause(
    'AWS::SQS::Queue',
    'owned_by_other_stack',
    'panther-input-queue already exists in stack arn:aws:cloudformation:us-east-1:111122223333:stack/old/1f',
  ),
  cause(
    'AWS::S3::Bucket',
    'bucket_taken',
    handler('The requested bucket name is not available.', 'AlreadyExists'),
  ),
  cause(
    'AWS::Logs::LogGroup',
    'name_conflict',
    handler(
      "Resource of type 'AWS::Logs::LogGroup' with identifier '/aws/lambda/panther-api' already exists.",
      'AlreadyExists',
    ),
  ),
  cause(
    'AWS::Lambda::Function',
    'lambda_runtime',
    handler(
      'The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions.',
      'InvalidRequest',
    ),
  ),
  cause(
    'AWS::Lambda::Function',
    'lambda_code_missing',
    handler(
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
      'InvalidRequest',
    ),
  ),
  cause(
    'AWS::ApiGateway::DomainName',
    'certificate',
    handler(
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
      'InvalidRequest',
    ),
  ),
  cause(
    'Custom::Setup',
    'custom_resource_timeout',
    'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [1f].',
  ),
  cause(
    'Custom::Setup',
    'custom_resource_failed',
    'Received response status [FAILED] from custom resource. Message returned: See the details in CloudWatch Log Stream: 2022/11/08/[$LATEST]1f',
  ),
  cause(
    'AWS::ECS::Service',
    'container_deployment',
    handler('ECS Deployment Circuit Breaker was triggered.', 'NotStabilized'),
  ),
  cause(
    'AWS::EC2::Subnet',
    'address_range_conflict',
    handler("The CIDR '172.31.0.0/24' conflicts with another subnet", 'AlreadyExists'),
  ),
  cause(
    'AWS::KMS::Key',
    'key_policy',
    handler(
      'The new key policy will not allow you to update the key policy in the future.',
      'InvalidRequest',
    ),
  ),
  cause(
    'AWS::ECS::Service',
    'not_stabilized',
    handler('Exceeded attempts to wait', 'NotStabilized'),
  ),
  cause(
    'AWS::SQS::Queue',
    'service_internal',
    handler('Service Unavailable', 'ServiceInternalError'),
  ),
  cause('AWS::SNS::Topic', 'rate_exceeded', handler('Rate exceeded', 'Throttling')),
  cause(
    'AWS::Glue::Table',
    'unknown',
    handler('Column 7 must not be sideways.', 'GeneralServiceException'),
  ),
];

/** Reasons that have the word and are causes all the same. */
export const CANCELLED_CAUSES: readonly KnownCause[] = [
  cause(
    'AWS::EC2::VPCEndpoint',
    'service_internal',
    handler('The request was cancelled: Service Unavailable', 'ServiceInternalError'),
  ),
  cause(
    'AWS::CertificateManager::Certificate',
    'unknown',
    'The certificate request was cancelled by its owner.',
  ),
  cause(
    'Custom::Setup',
    'custom_resource_failed',
    'Received response status [FAILED] from custom resource. Message returned: Resource creation cancelled by the handler.',
  ),
];

/** Of stacks within that were never made. */
export const CHILDLESS_CAUSES: readonly KnownCause[] = [
  cause(
    'AWS::CloudFormation::Stack',
    'template_access',
    'TemplateURL must reference a valid S3 object to which you have access.',
  ),
  cause(
    'AWS::CloudFormation::Stack',
    'parameter_unknown',
    'Parameters: [ImageRegistry] do not exist in the template',
  ),
  cause(
    'AWS::CloudFormation::Stack',
    'parameter_missing',
    'Parameters: [PulumiSecretArn] must have values',
  ),
  cause(
    'AWS::CloudFormation::Stack',
    'iam_denied',
    denied(
      'cloudformation:CreateStack',
      'because no identity-based policy allows the cloudformation:CreateStack action',
    ),
  ),
];

export const HOOK_CAUSE: KnownCause = cause(
  'AWS::S3::Bucket',
  'hook_failed',
  'The following hook(s) failed: [Acme::Guard::Encryption]',
);

/** Of rollbacks. */
export const ROLLBACK_TROUBLES: readonly string[] = [
  'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
  handler('resource sg-1f has a dependent object', 'InvalidRequest'),
];
