import { describe, expect, it } from '@jest/globals';
import { CAUSE_CLASSES } from './cause-classes.js';
import { classify, isNoise, isWrapper, saysNothing } from './classify.js';

const handler = (message: string, code: string) =>
  `Resource handler returned message: "${message}" (RequestToken: 1f-2e, HandlerErrorCode: ${code})`;
const refused = (why: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kms:CreateKey on resource: * ${why}`;

describe('a reason', () => {
  it.each([
    ['cancelled', 'Resource creation cancelled'],
    ['early_validation', 'Validation failed for following resources: [Bucket]'],
    [
      'wrapper',
      'Embedded stack arn:x was not successfully created: The following resource(s) failed to create: [A]. ',
    ],
    ['hook_failed', 'The following hook(s) failed: [Acme::Guard::Hook]'],
    ['scp_explicit_deny', refused('with an explicit deny in a service control policy')],
    [
      'scp_implicit_deny',
      refused('because no service control policy allows the kms:CreateKey action'),
    ],
    ['rcp_deny', refused('with an explicit deny in a resource control policy')],
    [
      'permissions_boundary',
      refused('because no permissions boundary allows the kms:CreateKey action'),
    ],
    ['session_policy', refused('because no session policy allows the kms:CreateKey action')],
    ['endpoint_policy', refused('because no VPC endpoint policy allows the kms:CreateKey action')],
    [
      'trust_policy',
      'User: arn:aws:sts::1:x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/r',
    ],
    ['tagging_denied', handler('Access denied.', 'UnauthorizedTaggingOperation')],
    [
      'encoded_denial',
      'You are not authorized to perform this operation. Encoded authorization failure message: 8mQ',
    ],
    ['iam_denied', refused('because no identity-based policy allows the kms:CreateKey action')],
    ['iam_denied', handler('Something about access.', 'AccessDenied')],
    [
      'quota_lambda_concurrency',
      "decreases account's UnreservedConcurrentExecution below its minimum value of [50].",
    ],
    ['quota_addresses', 'The maximum number of addresses has been reached.'],
    [
      'quota_network',
      handler('The maximum number of VPCs has been reached.', 'GeneralServiceException'),
    ],
    [
      'quota_network',
      handler('The maximum number of internet gateways has been reached.', 'ServiceLimitExceeded'),
    ],
    ['quota_iam', 'Cannot exceed quota for PolicySize: 6144'],
    ['quota', handler('Too many of these.', 'ServiceLimitExceeded')],
    [
      'owned_by_other_stack',
      'x already exists in stack arn:aws:cloudformation:us-east-1:1:stack/old/1',
    ],
    ['bucket_taken', 'The requested bucket name is not available.'],
    ['name_conflict', handler('A role of the name exists.', 'AlreadyExists')],
    [
      'lambda_runtime',
      'The runtime parameter of python3.7 is no longer supported for creating functions',
    ],
    ['lambda_code_missing', 'Error occurred while GetObject. S3 Error Code: PermanentRedirect.'],
    ['certificate', "The specified SSL certificate doesn't exist, isn't in us-east-1 region"],
    [
      'custom_resource_timeout',
      'CloudFormation did not receive a response from your Custom Resource.',
    ],
    ['custom_resource_failed', 'Received response status [FAILED] from custom resource.'],
    ['container_deployment', 'ECS Deployment Circuit Breaker was triggered.'],
    [
      'address_range_conflict',
      handler("The CIDR '10.0.0.0/24' conflicts with another subnet", 'AlreadyExists'),
    ],
    ['key_policy', 'The new key policy will not allow you to update the key policy in the future.'],
    ['parameter_unknown', 'Parameters: [ImageRegistry] do not exist in the template'],
    ['parameter_missing', 'Parameters: [PulumiSecretArn] must have values'],
    [
      'parameter_constraint',
      'Parameter FirstUserEmail failed to satisfy constraint: must match pattern',
    ],
    ['template_access', 'TemplateURL must reference a valid S3 object to which you have access.'],
    ['template_error', 'Template format error: Unresolved resource dependencies [X]'],
    ['capabilities', 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
    ['rate_exceeded', handler('Rate exceeded', 'Throttling')],
    ['bucket_not_empty', 'The bucket you tried to delete is not empty'],
    ['dependency_violation', 'resource sg-1 has a dependent object'],
    ['export_in_use', 'Export net cannot be deleted as it is in use by web'],
    ['bad_state', 'Stack:arn is in ROLLBACK_COMPLETE state and can not be updated.'],
    ['no_changes', 'No updates are to be performed.'],
    ['expired_token', 'The security token included in the request is expired'],
    ['region_disabled', 'OptInRequired'],
    ['not_stabilized', handler('Exceeded attempts to wait', 'NotStabilized')],
    ['service_internal', handler('It went wrong.', 'InternalFailure')],
    ['unknown', handler('Column 7 must not be sideways.', 'GeneralServiceException')],
    ['unknown', undefined],
  ])('is of the class %s: %s', (id, text) => {
    expect(classify(text).id).toBe(id);
  });

  it('of every class is tried above', () => {
    // The table is what the list above is made for: a class that nothing falls into is none.
    expect(CAUSE_CLASSES.length).toBe(46);
    expect(new Set(CAUSE_CLASSES.map(({ id }) => id)).size).toBe(CAUSE_CLASSES.length);
  });

  it('is of a boundary, whatever its code says of tags', () => {
    const text = handler(
      refused('with an explicit deny in a permissions boundary'),
      'UnauthorizedTaggingOperation',
    );
    expect(classify(text).id).toBe('permissions_boundary');
  });

  it.each([
    ['parameters', 'Parameters: [A, B] must have values', 'A, B'],
    ['minimum', 'UnreservedConcurrentExecution below its minimum value of [50].', '50'],
    [
      'stack',
      'x already exists in stack arn:aws:cloudformation:us-east-1:1:stack/old/1',
      'arn:aws:cloudformation:us-east-1:1:stack/old/1',
    ],
    [
      'stream',
      'See the details in CloudWatch Log Stream: 2022/11/08/[$LATEST]1f (RequestId: 2)',
      '2022/11/08/[$LATEST]1f',
    ],
    ['hook', 'The following hook(s) failed: [Acme::Guard::Hook]', 'Acme::Guard::Hook'],
    ['code', handler('What is this?', 'GeneralServiceException'), 'GeneralServiceException'],
  ])('names its %s', (name, text, value) => {
    expect(classify(text).named).toMatchObject({ [name]: value });
  });

  it('that is unknown is left to people, and nothing is invented', () => {
    expect(classify('Something new.')).toEqual({
      id: 'unknown',
      owner: 'customer',
      retry: 'after_look',
      remedy: 'Read the text: no known cause is worded so.',
      named: {},
    });
  });
});

describe('a text that is no cause', () => {
  it.each([
    'Resource creation cancelled',
    'Resource update cancelled',
    'Resource deletion cancelled',
  ])('is exactly noise: %s', (text) => expect(isNoise(text)).toBe(true));

  it.each([
    'The request was cancelled by its owner.',
    'Resource creation cancelled by the handler.',
    'resource creation cancelled',
    '',
    undefined,
  ])('is not taken for noise where it says more: %s', (text) => expect(isNoise(text)).toBe(false));

  it('points to a stack within', () => {
    expect(
      isWrapper('Embedded stack arn:x was not successfully updated. Currently in X with reason: y'),
    ).toBe(true);
    expect(isWrapper('Somebody said: Embedded stack arn:x was not successfully created')).toBe(
      false,
    );
  });

  it.each([
    [true, 'The following resource(s) failed to create: [A, B]. Rollback requested by user.'],
    [true, 'The following resource(s) failed to update: [A]. '],
    [true, 'User Initiated'],
    [true, undefined],
    [
      false,
      'Stack creation time exceeded the specified timeout. The following resource(s) failed to create: [A]. ',
    ],
    [false, 'Validation failed for following resources: [Bucket]'],
  ])('says nothing of a stack by itself: %s: %s', (nothing, text) => {
    expect(saysNothing(text)).toBe(nothing);
  });
});
