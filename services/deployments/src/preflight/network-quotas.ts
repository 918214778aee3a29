import { type CheckResult, CHECKS } from './check.js';

/** What a deployment with a network of its own takes one of. */
export const NETWORK_QUOTAS = {
  vpcs: 'L-F678F1CE',
  internetGateways: 'L-A4707A72',
  elasticIps: 'L-0263D0A3',
} as const;
export type NetworkQuota = keyof typeof NETWORK_QUOTAS;

export interface Use {
  readonly limit: number;
  readonly used: number;
}

/** Whether there is room for the network of a deployment. */
export function checkNetworkQuotas(uses: Readonly<Record<NetworkQuota, Use>>): CheckResult {
  const names = Object.keys(NETWORK_QUOTAS) as NetworkQuota[];
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'network_quotas',
    outcome,
    message,
    evidence: Object.fromEntries(
      names.map((name) => [name, `${uses[name].used} of ${uses[name].limit} used`]),
    ),
    documentation: CHECKS.network_quotas.documentation,
  });
  const full = names.filter((name) => uses[name].used >= uses[name].limit);
  if (full.length === 0) return result('pass', 'There is room for the network of a deployment.');
  const codes = full.map((name) => `${name} (${NETWORK_QUOTAS[name]})`).join(', ');
  return result('fail', `Nothing is left of ${codes}. Remove one, or ask for a higher quota.`);
}
