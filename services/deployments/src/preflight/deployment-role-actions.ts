import { matchesPattern } from '@margay/iam-policy';
import type { Version } from '../releases/version.js';
import { type CheckResult, CHECKS } from './check.js';

const SHOWN_MAX = 50;

/** Whether an action, or a pattern of actions, is within what is allowed. */
const within = (action: string, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()));

/** What the role of a release may do and this one may not. */
export const missingActions = (
  needed: readonly string[],
  allowed: readonly string[],
): readonly string[] => needed.filter((action) => !within(action, allowed));

/**
 * Whether the deployment role is of the release that is deployed, told by what it may do: a version in a tag
 * says what somebody meant.
 *
 * @param needed by the template of the role; undefined: nobody has read it
 * @param allowed to the role as it is; undefined: an administrator deploys
 */
export function checkDeploymentRole(
  version: Version,
  needed: readonly string[] | undefined,
  allowed: readonly string[] | undefined,
): CheckResult {
  const result = (
    outcome: CheckResult['outcome'],
    message: string,
    evidence: CheckResult['evidence'] = {},
  ): CheckResult => ({
    id: 'deployment_role',
    outcome,
    message,
    evidence: { version, ...evidence },
    documentation: CHECKS.deployment_role.documentation,
  });
  if (!allowed) return result('skipped', 'No deployment role is used.');
  if (!needed) return result('skipped', `The role template of ${version} has not been read.`);
  const missing = missingActions(needed, allowed);
  if (missing.length === 0) return result('pass', 'The role may do all that the release needs.');
  const more = missing.length > SHOWN_MAX ? `, and ${missing.length - SHOWN_MAX} more` : '';
  return result('fail', `The role lacks actions of ${version}. Update it to that version first.`, {
    missing: missing.slice(0, SHOWN_MAX).join(', ') + more,
  });
}
