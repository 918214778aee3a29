import { AwsError, JSON_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';

type Input = Readonly<Record<string, unknown>>;

/** What everybody has, by service and code. */
const DEFAULTS: Readonly<Record<string, number>> = {
  'vpc L-F678F1CE': 5,
  'vpc L-A4707A72': 5,
  'ec2 L-0263D0A3': 5,
  'lambda L-B99A9384': 1_000,
};

const answer = ({ ServiceCode, QuotaCode }: Input, value: number | undefined): object => {
  if (value === undefined)
    throw new AwsError(
      'NoSuchResourceException',
      'The request failed because the quota is not there.',
    );
  return { Quota: { ServiceCode, QuotaCode, Value: value, Adjustable: true } };
};

const defaultOf = ({ ServiceCode, QuotaCode }: Input): number | undefined =>
  DEFAULTS[`${String(ServiceCode)} ${String(QuotaCode)}`];

export const SERVICE_QUOTAS_OPERATIONS = new Map([
  [
    'GetServiceQuota',
    // One that was never raised is not there, as with many of AWS's own.
    (world: World, caller: Caller, input: Input) => {
      assertPermitted(world, caller, JSON_DIALECT, { action: 'servicequotas:GetServiceQuota' });
      const { quotas } = world.accountStates.of(caller);
      const known = defaultOf(input) !== undefined;
      return answer(input, known ? quotas[String(input['QuotaCode'])] : undefined);
    },
  ],
  [
    'GetAWSDefaultServiceQuota',
    (world: World, caller: Caller, input: Input) => {
      const action = 'servicequotas:GetAWSDefaultServiceQuota';
      assertPermitted(world, caller, JSON_DIALECT, { action });
      return answer(input, defaultOf(input));
    },
  ],
]);
