import { type Decision, evaluate, type PolicyRequest } from '@margay/iam-policy';
import { together } from './authorization.js';

/** What the levels of an organisation say together: each must allow, and no policy of any may deny. */
export function decisionOfLevels(
  levels: readonly (readonly string[])[],
  request: PolicyRequest,
): Decision {
  const decisions = levels.map((texts) => evaluate(together(texts), request).decision);
  if (decisions.includes('explicit_deny')) return 'explicit_deny';
  return decisions.every((decision) => decision === 'allowed') ? 'allowed' : 'implicit_deny';
}
