import { type CheckResult, CHECKS } from './check.js';

/** What IAM says of one action on one resource, tried on nothing. */
export interface SimulatedAction {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Absent: the account is in no organisation, or IAM did not say. */
  readonly allowedByOrganization?: boolean;
  /** Keys that conditions of its policies ask about, and that nobody gave. */
  readonly missingContext: readonly string[];
}

const SHOWN_MAX = 50;

const shown = (each: readonly string[]): string => {
  const distinct = [...new Set(each)].sort();
  const more = distinct.length > SHOWN_MAX ? `, and ${distinct.length - SHOWN_MAX} more` : '';
  return distinct.slice(0, SHOWN_MAX).join(', ') + more;
};

const named = (simulated: readonly SimulatedAction[]): string =>
  shown(simulated.map(({ action, resource }) => `${action} on ${resource}`));

/**
 * Whether whoever deploys may do what a deployment does. What the organisation denies is told apart: no policy
 * of the account changes that. What hangs on a context that nobody gave is open, and no refusal.
 *
 * @param simulated undefined: there is no such principal
 */
export function checkPermissions(
  principal: string,
  simulated: readonly SimulatedAction[] | undefined,
): CheckResult {
  if (!simulated)
    return {
      id: 'permissions',
      outcome: 'fail',
      message: 'Whoever deploys is not there: the account has no such role or user.',
      evidence: { principal },
      documentation: CHECKS.permissions.documentation,
    };
  const denied = simulated.filter(({ decision }) => decision !== 'allowed');
  const byOrganization = denied.filter((each) => each.allowedByOrganization === false);
  const byAccount = denied.filter((each) => each.allowedByOrganization !== false);
  const isOpen = ({ decision, missingContext }: SimulatedAction) =>
    decision === 'implicitDeny' && missingContext.length > 0;
  const open = byAccount.filter(isOpen);
  const refused = byAccount.filter((each) => !isOpen(each));
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'permissions',
    outcome,
    message,
    evidence: {
      principal,
      simulated: `${simulated.length}`,
      ...(refused.length > 0 ? { deniedByAccount: named(refused) } : {}),
      ...(byOrganization.length > 0 ? { deniedByOrganization: named(byOrganization) } : {}),
      ...(open.length > 0
        ? {
            open: named(open),
            missingContext: shown(open.flatMap(({ missingContext }) => missingContext)),
          }
        : {}),
    },
    documentation: CHECKS.permissions.documentation,
  });
  if (simulated.length === 0) return result('skipped', 'Nothing was simulated.');
  if (refused.length > 0 && byOrganization.length > 0)
    return result('fail', 'Policies of the account and of its organisation deny actions.');
  if (refused.length > 0)
    return result('fail', 'The policies of whoever deploys do not allow all that is needed.');
  if (byOrganization.length > 0)
    return result('fail', 'The organisation denies actions, whatever the account allows.');
  if (open.length > 0)
    return result('warn', 'Some actions are allowed only under conditions that are not known yet.');
  return result('pass', 'Whoever deploys may do all that a deployment does.');
}
