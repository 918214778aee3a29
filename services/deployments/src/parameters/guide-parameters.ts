import type { DeclaredParameter } from './declared-parameter.js';

type Constraints = Omit<DeclaredParameter, 'name' | 'type' | 'noEcho'>;

const text = (name: string, constraints: Constraints = {}): DeclaredParameter => ({
  name,
  type: 'String',
  noEcho: false,
  ...constraints,
});
const number = (name: string, constraints: Constraints): DeclaredParameter => ({
  name,
  type: 'Number',
  noEcho: false,
  ...constraints,
});
const SWITCH = ['true', 'false'];

/** What may be set from the first deployment on; anything else waits until that has succeeded. */
export const GUIDE_PARAMETERS: readonly DeclaredParameter[] = [
  text('FirstUserEmail', { allowedPattern: '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$' }),
  text('PulumiSecretArn'),
  text('PulumiSecretKeyArn'),
  // Of this one and of the account of the SupportRole nobody publishes which default there is, only that neither
  // has to be said. What stands here is our assumption; it makes them optional, and no rule decides by it.
  text('OnboardSelf', { allowedValues: SWITCH, default: 'true' }),
  text('SentryEnvironment', { default: 'prod' }),
  text('SupportRoleIdentityAccountId', { default: '' }),
  text('OpsRoleIdentityAccountId', { default: '' }),
  number('DataLakeForwarderMemory', { default: '256', minValue: 256, maxValue: 2_048 }),
  number('MaxLookupTableCompressedSizeMB', { default: '200', maxValue: 400 }),
  number('CloudSecurityScanSegments', { default: '5', minValue: 5 }),
  number('ReplayAPIReservedConcurrency', { default: '40', minValue: 0 }),
  text('EnablePantherAuditLogIngestion', { allowedValues: SWITCH, default: 'false' }),
  number('PantherAuditLogsExpirationDays', { default: '1825', minValue: 30 }),
  number('SnapshotScanWindowMinutes', { default: '0', minValue: 0 }),
  text('SnowflakeRBACSecretARN', {
    allowedPattern:
      '^(arn:(aws|aws-cn|aws-us-gov):secretsmanager:[a-z]{2}-[a-z]{4,9}-[1-9]:[0-9]{12}:secret:\\S+)?$',
    default: '',
  }),
  number('MessageForwarderReservedConcurrency', { default: '50', minValue: 0 }),
  text('EnableReplays', { allowedValues: SWITCH, default: 'true' }),
  text('PythonRuntime', { allowedValues: ['python3.7', 'python3.9'], default: 'python3.7' }),
  number('ReplayProcessorReservedConcurrency', { default: '40', minValue: 0 }),
  number('SnapshotPollerLambdaMemorySize', {
    default: '1024',
    minValue: 1_024,
    maxValue: 10_240,
  }),
];
