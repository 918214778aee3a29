import type { ParameterValues } from '../parameters/declared-parameter.js';
import { type CheckResult, CHECKS } from './check.js';

export const SWITCH = 'EnableLambdaReservedConcurrency';
export const RESERVED = /ReservedConcurrency$/;

/** Of an account in a region: what all functions share, and how much of it is reserved already. */
export interface LambdaLimits {
  readonly concurrency: number;
  readonly unreserved: number;
  /** What AWS insists on leaving to functions without a reservation. */
  readonly leastUnreserved: number;
}

/** Whether what the deployment reserves leaves enough. `values` holds the defaults as well. */
export function checkReservedConcurrency(
  values: ParameterValues,
  limits: LambdaLimits,
): CheckResult {
  const reserving = Object.entries(values).filter(
    ([name]) => RESERVED.test(name) && name !== SWITCH,
  );
  const sum = reserving.reduce((total, [, value]) => total + Number(value), 0);
  const left = limits.unreserved - sum;
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'reserved_concurrency',
    outcome,
    message,
    evidence: {
      ...Object.fromEntries(reserving),
      sum: `${sum}`,
      concurrency: `${limits.concurrency}`,
      unreserved: `${limits.unreserved}`,
      leastUnreserved: `${limits.leastUnreserved}`,
    },
    documentation: CHECKS.reserved_concurrency.documentation,
  });
  if (values[SWITCH] === 'false')
    return result('skipped', `Nothing is reserved: ${SWITCH} is false.`);
  if (!Number.isFinite(sum)) return result('skipped', 'A reservation is no number.');
  if (left >= limits.leastUnreserved) return result('pass', 'The reservations leave enough.');
  return result(
    'fail',
    `The reservations add up to ${sum} and would leave ${left}, and AWS insists on ${limits.leastUnreserved}. Raise the quota L-B99A9384, lower them or switch them off by ${SWITCH}.`,
  );
}
