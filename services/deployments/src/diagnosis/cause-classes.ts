/** Who can do something about it. */
export type Owner = 'customer' | 'organization' | 'vendor' | 'aws' | 'margay' | 'nobody';
/** When trying again makes sense. */
export type Retry =
  'automatic' | 'once' | 'after_fix' | 'after_input' | 'after_look' | 'never' | 'not_needed';

export interface CauseClass {
  readonly id: string;
  readonly matches: RegExp;
  readonly owner: Owner;
  readonly retry: Retry;
  readonly remedy: string;
  /** Its named groups are what the text names: a parameter, a stack, a limit. */
  readonly names?: RegExp;
}

const DENIED = 'explicit deny in (?:an? |the )?';

/**
 * The causes that are known, by how CloudFormation and the services word them. The order matters, the first that fits is
 * it: a text before a code, a policy by name before a denial at large, one limit before limits at large.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const KNOWN = [
  {
    id: 'cancelled',
    matches: /^Resource (?:creation|update|deletion) cancelled$/,
    owner: 'nobody',
    retry: 'not_needed',
    remedy: 'Nothing: it was stopped because something else failed.',
  },
  {
    id: 'early_validation',
    matches: /Validation failed for following resources|AWS::EarlyValidation/,
    names: /Validation failed for following resources: \[(?<resources>[^\]]{1,500})\]/,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'Read the validation events; correct the parameters, or remove what already has the name.',
  },
  {
    id: 'wrapper',
    matches: /^Embedded stack |^The following resource\(s\) failed to /,
    names: /failed to \w+: \[(?<resources>[^\]]{1,500})\]/,
    owner: 'customer',
    retry: 'after_look',
    remedy:
      'The cause lies in a stack within whose events could not be read. Read them by its ARN.',
  },
  {
    id: 'hook_failed',
    matches: /following hook\(s\) failed/,
    names: /hook\(s\) failed: \[(?<hook>[^\]]{1,500})\]/,
    owner: 'organization',
    retry: 'after_fix',
    remedy:
      'A hook of the organisation refuses the resource. Ask its owner what it wants, or for an exception.',
  },
  {
    id: 'scp_explicit_deny',
    matches: new RegExp(`${DENIED}service control polic`, 'i'),
    owner: 'organization',
    retry: 'after_fix',
    remedy: 'A service control policy denies the action. Ask for an exception for whoever deploys.',
  },
  {
    id: 'scp_implicit_deny',
    matches: /no service control polic(?:y|ies) allows?/i,
    owner: 'organization',
    retry: 'after_fix',
    remedy:
      'No service control policy allows the action. Ask to add the service to those that are allowed.',
  },
  {
    id: 'rcp_deny',
    matches: /resource control polic/i,
    owner: 'organization',
    retry: 'after_fix',
    remedy: 'A resource control policy denies access. Ask for an exception for the resource.',
  },
  {
    id: 'permissions_boundary',
    matches: /permissions? boundar/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'A permissions boundary does not let the action pass. Widen it for whoever deploys and for the roles that are made.',
  },
  {
    id: 'session_policy',
    matches: /session polic(?:y|ies)/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A session policy is too narrow. Assume the role without it.',
  },
  {
    id: 'endpoint_policy',
    matches: /VPC endpoint polic/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'The policy of a VPC endpoint is too narrow. Widen it, or leave the endpoint aside.',
  },
  {
    id: 'trust_policy',
    matches:
      /role trust polic|not authorized to perform: sts:(?:AssumeRole|TagSession)|cannot be assumed/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'The role does not trust whoever assumes it. Look at principal, external id and conditions of its trust policy.',
  },
  {
    id: 'tagging_denied',
    matches:
      /UnauthorizedTaggingOperation|not authorized to perform: \w+:(?:Tag|Untag|CreateTags|DeleteTags|AddTags)/,
    owner: 'organization',
    retry: 'after_fix',
    remedy:
      'Tagging is not allowed. The actions for tags must pass both the organisation and the role.',
  },
  {
    id: 'encoded_denial',
    matches: /Encoded authorization failure message/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'The denial is encoded. Decode it with sts:DecodeAuthorizationMessage, then it can be told what denies.',
  },
  {
    id: 'iam_denied',
    matches:
      /is not authorized to perform|HandlerErrorCode: (?:AccessDenied|UnauthorizedAccess)\b|API: \S+ You are not authorized|^Access ?Denied/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'Whoever deploys lacks a permission. Bring the deployment role to the version of the release, or add the action.',
  },
  {
    id: 'quota_lambda_concurrency',
    matches: /UnreservedConcurrentExecution below its minimum/i,
    names: /minimum value of \[(?<minimum>\d{1,9})\]/,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'The account has too little concurrency of Lambda. Raise the quota, or lower what the parameters reserve.',
  },
  {
    id: 'quota_addresses',
    matches: /maximum number of addresses|AddressLimitExceeded/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'There are no Elastic IPs left. Release some, or raise the quota.',
  },
  {
    id: 'quota_network',
    matches:
      /maximum number of (?:VPCs|internet gateways|NAT gateways|VPC endpoints)|(?:Vpc|InternetGateway|NatGateway|VpcEndpoint)LimitExceeded/i,
    names: /maximum number of (?<limit>[\w ]{1,40}?) (?:has|for)/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A quota of the network is used up. Raise it, or deploy into a VPC that is there.',
  },
  {
    id: 'quota_iam',
    matches: /Cannot exceed quota for/i,
    names: /Cannot exceed quota for (?<limit>\w{1,60})(?:: (?<maximum>\d{1,9}))?/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A quota of IAM is used up. Raise it, or remove what is not used.',
  },
  {
    id: 'quota',
    matches:
      /ServiceLimitExceeded|LimitExceededException|maximum number of .{1,80} (?:has been )?reached|exceed(?:s|ed)? the (?:maximum|limit|quota)/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A quota is used up. Service Quotas says which one, and raises it.',
  },
  {
    id: 'owned_by_other_stack',
    matches: /already exists in stack /i,
    names: /already exists in stack (?<stack>arn:\S{1,500})/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'Another stack owns the resource. Delete that stack, if it is an old installation.',
  },
  {
    id: 'bucket_taken',
    matches: /requested bucket name is not available|BucketAlreadyExists/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'Somebody has a bucket of that name, in this account or another. Choose another name.',
  },
  {
    id: 'name_conflict',
    matches: /already exists|AlreadyExists|EntityAlreadyExists|ResourceInUse/,
    names: /(?<name>[\w./:-]{1,256}) already exists/,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'Something of that name is left in the account. Remove it, then try again.',
  },
  {
    id: 'lambda_runtime',
    matches: /runtime parameter of \S+ is no longer supported/i,
    names: /runtime parameter of (?<runtime>\S{1,60}) is/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'AWS makes no functions with that runtime any more. Set a newer one, or install a newer release.',
  },
  {
    id: 'lambda_code_missing',
    matches:
      /Error occurred while GetObject|S3 Error Code: (?:NoSuchKey|PermanentRedirect|AccessDenied)/i,
    names: /S3 Error Code: (?<code>\w{1,40})/,
    owner: 'vendor',
    retry: 'after_fix',
    remedy:
      'The code of a function is not where the template looks. The release is not published in this region.',
  },
  {
    id: 'certificate',
    matches:
      /SSL certificate doesn't exist|CertificateNotFound|certificate .{1,200}(?:us-east-1|not (?:issued|valid|found))/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'A certificate does not fit. It must be issued, lie in us-east-1, and cover the domain.',
  },
  {
    id: 'custom_resource_timeout',
    matches: /did not receive a response from your Custom Resource/i,
    owner: 'vendor',
    retry: 'after_look',
    remedy:
      'The function behind a custom resource did not answer. Look at its log group, and whether it gets out of its network.',
  },
  {
    id: 'custom_resource_failed',
    matches: /Received response status \[FAILED\]|See the details in CloudWatch Log Stream/i,
    names: /CloudWatch Log Stream: (?<stream>[^\s)]{1,200})/i,
    owner: 'vendor',
    retry: 'after_look',
    remedy:
      'A custom resource failed. Its log stream says why: /aws/lambda/panther-cfn-custom-resources.',
  },
  {
    id: 'container_deployment',
    matches: /deployment circuit breaker|CannotPullContainer/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy:
      'A container does not come up. Look at its image, the way out of its subnets and its health check.',
  },
  {
    id: 'address_range_conflict',
    matches: /conflicts with another subnet|InvalidSubnet\.Conflict/i,
    names: /CIDR '?(?<range>[\d./]{1,20})'?/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A subnet of that range is there already. Change the parameters of the ranges.',
  },
  {
    id: 'key_policy',
    matches: /new key policy will not allow you to update|MalformedPolicyDocument/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A policy is refused. Whoever deploys must be named in the policy of the key.',
  },
  {
    id: 'parameter_unknown',
    matches: /Parameters: \[.{1,500}\] do not exist in the template/,
    names: /Parameters: \[(?<parameters>[^\]]{1,500})\]/,
    owner: 'margay',
    retry: 'automatic',
    remedy: 'The version no longer has these parameters. They are left out at the next try.',
  },
  {
    id: 'parameter_missing',
    matches: /Parameters: \[.{1,500}\] must have values/,
    names: /Parameters: \[(?<parameters>[^\]]{1,500})\]/,
    owner: 'customer',
    retry: 'after_input',
    remedy: 'The version needs values for these parameters.',
  },
  {
    id: 'parameter_constraint',
    matches: /failed to satisfy constraint|must be one of AllowedValues|must match pattern/i,
    names: /Parameter '?(?<parameter>\w{1,255})'? failed/,
    owner: 'customer',
    retry: 'after_input',
    remedy: 'A value breaks a rule of the template. Give another one.',
  },
  {
    id: 'template_access',
    matches: /TemplateURL must reference a valid S3 object|S3 error: .{1,100}template/i,
    owner: 'vendor',
    retry: 'after_fix',
    remedy:
      'The template cannot be read: the account is not approved yet, or the version is not published in the region.',
  },
  {
    id: 'template_error',
    matches:
      /Template format error|Template error|Circular dependency|Unresolved resource dependencies/i,
    owner: 'vendor',
    retry: 'never',
    remedy: 'The template has a defect. Report it, and take another version.',
  },
  {
    id: 'capabilities',
    matches: /Requires capabilities/i,
    names: /Requires capabilities ?: ?\[(?<capabilities>[^\]]{1,200})\]/i,
    owner: 'margay',
    retry: 'automatic',
    remedy: 'Capabilities were not acknowledged. They are at the next try.',
  },
  {
    id: 'rate_exceeded',
    matches: /Rate exceeded|Throttling|TooManyRequests|Status Code: 429/i,
    owner: 'margay',
    retry: 'automatic',
    remedy: 'AWS was asked too fast. It is tried again later.',
  },
  {
    id: 'bucket_not_empty',
    matches: /bucket you tried to delete is not empty|BucketNotEmpty/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'A bucket still has objects. Empty it with all versions, then delete again.',
  },
  {
    id: 'dependency_violation',
    matches: /has a dependent object|DependencyViolation|DeleteConflict/,
    owner: 'margay',
    retry: 'once',
    remedy:
      'Something still hangs on it. Network interfaces of functions take up to 40 minutes; then it is deleted again.',
  },
  {
    id: 'export_in_use',
    matches: /Export .{1,255} cannot be (?:deleted|updated) as it is in use by/i,
    names: /in use by (?<stack>\S{1,200})/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'Another stack imports a value. Update that stack first.',
  },
  {
    id: 'bad_state',
    matches: /is in \w+ state and can ?not be/i,
    names: /is in (?<state>\w{1,60}) state/i,
    owner: 'margay',
    retry: 'automatic',
    remedy: 'The stack was in a state that allows something else first.',
  },
  {
    id: 'no_changes',
    matches: /No updates are to be performed|didn't contain changes/i,
    owner: 'nobody',
    retry: 'not_needed',
    remedy: 'Nothing: there was nothing to change.',
  },
  {
    id: 'expired_token',
    matches: /security token .{0,60}expired|ExpiredToken/i,
    owner: 'margay',
    retry: 'automatic',
    remedy: 'The credentials had expired. They are renewed; the stack goes on without them.',
  },
  {
    id: 'region_disabled',
    matches: /OptInRequired|UnrecognizedClientException|region .{0,60}(?:disabled|not enabled)/i,
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'The region is not enabled in the account. Enable it, or choose another.',
  },
  {
    id: 'not_stabilized',
    matches:
      /NotStabilized|Exceeded attempts to wait|Resource timed out|creation time exceeded the specified timeout/i,
    owner: 'customer',
    retry: 'once',
    remedy:
      'A resource did not get ready in time. Look at its service: for the web that is the health check of its load balancer.',
  },
  {
    id: 'service_internal',
    matches:
      /Service Unavailable|ServiceUnavailable|InternalFailure|HandlerInternalFailure|Internal ?Error/i,
    owner: 'aws',
    retry: 'automatic',
    remedy: 'AWS itself failed. It is tried again later.',
  },
] as const satisfies readonly CauseClass[];

export type CauseClassId = (typeof KNOWN)[number]['id'] | 'unknown';

export const CAUSE_CLASSES: readonly (CauseClass & { readonly id: CauseClassId })[] = KNOWN;
