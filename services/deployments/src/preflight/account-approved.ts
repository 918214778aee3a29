import type { AccountStatus } from '../accounts/account.decider.js';
import { REGIONS } from '../accounts/region.js';
import { type CheckResult, CHECKS } from './check.js';

/** An account in a region, as it is recorded; undefined: nobody ever asked for it. */
export interface KnownAccount {
  readonly status: AccountStatus;
  /** In ISO 8601; absent: until it is withdrawn. */
  readonly expiresAt?: string;
}

/** Whether a deployment was approved there. Templates cannot be read before that. */
export function checkAccount(
  region: string,
  account: KnownAccount | undefined,
  now: string,
): CheckResult {
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'account',
    outcome,
    message,
    evidence: {
      region,
      status: account?.status ?? 'unknown',
      ...(account?.expiresAt ? { expiresAt: account.expiresAt } : {}),
    },
    documentation: CHECKS.account.documentation,
  });
  if (!REGIONS.includes(region))
    return result('fail', `The region is not supported. Supported are ${REGIONS.join(', ')}.`);
  if (!account) return result('fail', 'Nobody has asked for the account to be approved.');
  if (account.status !== 'approved') return result('fail', `The account is ${account.status}.`);
  if (account.expiresAt !== undefined && account.expiresAt <= now)
    return result('fail', 'The approval of the account is over.');
  return result('pass', 'The account is approved, and the region is supported.');
}
