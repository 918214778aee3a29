import { type Documents, reviewPolicies } from '../policies/policy-review.js';
import { parseRoleArn } from '../role-arn.js';
import type { VerificationStep } from '../role.decider.js';
import type { RoleRow } from '../role.row.js';
import { failed, PASSED, skipped, type Verdict } from './verification-step.js';

function parse({ arn, principals }: RoleRow, principal: string | undefined): Verdict {
  const parsed = parseRoleArn(arn);
  if ('problem' in parsed) return failed(parsed.problem, 'Revoke it and register it anew.');
  return principal !== undefined && principals.includes(principal)
    ? PASSED
    : failed(
        'It was registered for a principal that this installation no longer runs as.',
        'Revoke it and register it anew.',
      );
}

function review(role: RoleRow, documents: Documents): Verdict {
  if (documents.trust === undefined && documents.permission === undefined)
    return skipped('No policies were given to review.');
  const { passed, findings } = reviewPolicies(documents, role);
  if (passed) return PASSED;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  return failed(
    `${first?.cause ?? 'There is nothing to review.'}${more}`,
    first?.fix ?? 'Use the documents of the template.',
  );
}

/**
 * What can be said of a role before AWS is asked anything.
 *
 * @param principal whom it must trust as this installation is configured
 */
export const offlineSteps = (
  role: RoleRow,
  documents: Documents,
  principal: string | undefined,
): readonly VerificationStep[] => [
  { step: 'parse', ...parse(role, principal) },
  { step: 'review', ...review(role, documents) },
];
