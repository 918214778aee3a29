import type { Reviewed } from './document-review.js';
import {
  type Condition,
  hasWildcard,
  matchesPattern,
  type Operator,
  operatorOf,
  type PolicyDocument,
  type Report,
  type Statement,
} from '@margay/iam-policy';

const ASSUME = 'sts:AssumeRole';
const EXTERNAL_ID = 'sts:externalid';

const allowsAssume = ({ effect, actions, notActions }: Statement): boolean => {
  const matches = (pattern: string) => matchesPattern(pattern.toLowerCase(), ASSUME.toLowerCase());
  return effect === 'Allow' && (actions?.some(matches) ?? !notActions?.some(matches));
};

function reviewPrincipal(
  name: string,
  { partition, principals }: Reviewed,
  statement: Statement,
  report: Report,
): void {
  const instead = 'Name the role ARNs of the template, and nobody else.';
  if (principals.includes(name)) return;
  if (name === '*')
    report('principal_anyone', 'error', 'Anybody in the world is trusted.', instead, statement);
  else if (/^\d{12}$/.test(name) || name.endsWith(':root'))
    report(
      'principal_account_root',
      'error',
      'A whole account is trusted: everybody in it whom its administrators let.',
      instead,
      statement,
    );
  else if (/^A[A-Z0-9]{16,127}$/.test(name))
    report(
      'principal_deleted',
      'error',
      'A principal that was deleted is trusted: IAM put its id in the place of its ARN, and one of the same name made anew is not trusted.',
      'Write its ARN again.',
      statement,
    );
  else if (hasWildcard(name))
    report('principal_pattern', 'error', 'IAM takes no patterns here.', instead, statement);
  else if (name.startsWith('arn:') && !name.startsWith(`arn:${partition}:`))
    report(
      'wrong_partition',
      'error',
      `A principal is in another partition than the role, which is in ${partition}.`,
      instead,
      statement,
    );
  else if (/:assumed-role\//.test(name))
    report(
      'principal_session',
      'error',
      'One session of a role is trusted, not the role.',
      instead,
      statement,
    );
  else
    report('principal_surplus', 'error', 'Somebody else is trusted as well.', instead, statement);
}

function reviewPrincipals(statement: Statement, role: Reviewed, report: Report): void {
  if (statement.notPrincipals) {
    report(
      'not_principal',
      'error',
      'Everybody is trusted but those named.',
      'Write Principal with the role ARNs of the template.',
      statement,
    );
    return;
  }
  if (!statement.principals) {
    report(
      'no_principal',
      'error',
      'A trust policy says whom it trusts, and this statement does not.',
      'Write Principal with the role ARNs of the template.',
      statement,
    );
    return;
  }
  for (const [kind, names] of Object.entries(statement.principals))
    if (kind === 'AWS') for (const name of names) reviewPrincipal(name, role, statement, report);
    else
      report(
        'principal_surplus',
        'error',
        `Principals of kind ${/^\w{1,20}$/.test(kind) ? kind : 'unknown'} are trusted as well.`,
        'Leave them out.',
        statement,
      );
}

function reviewIdCondition(
  operator: Operator,
  { values }: Condition,
  externalId: string,
  statement: Statement,
  report: Report,
): void {
  const fix = 'Write StringEquals and the id of the template.';
  if (operator.ifExists || operator.each === 'all')
    report(
      'external_id_if_exists',
      'error',
      'The condition also holds when no id is given at all.',
      fix,
      statement,
    );
  if (operator.negated || operator.name === 'Null')
    report(
      'external_id_negated',
      'error',
      'The condition does not ask for our id: other ids satisfy it.',
      fix,
      statement,
    );
  else if (operator.name.endsWith('Like') && values.some(hasWildcard))
    report('external_id_wildcard', 'error', 'Many ids satisfy the condition.', fix, statement);
  else if (!values.includes(externalId))
    report('external_id_wrong', 'error', 'The id is not the one of this role.', fix, statement);
  else if (values.length > 1)
    report('external_id_surplus', 'error', 'Other ids are accepted as well.', fix, statement);
}

function reviewExternalId(statement: Statement, { externalId }: Reviewed, report: Report): void {
  const conditions = statement.conditions.filter(({ key }) => key.toLowerCase() === EXTERNAL_ID);
  if (conditions.length === 0)
    report(
      'no_external_id',
      'error',
      'The role can be assumed without its external id, so by others through us.',
      'Add the Condition of the template.',
      statement,
    );
  for (const condition of conditions) {
    const operator = operatorOf(condition.operator);
    if (operator) reviewIdCondition(operator, condition, externalId, statement, report);
  }
}

function reviewActions(statement: Statement, report: Report): void {
  if (statement.notActions || statement.actions?.some((action) => hasWildcard(action)))
    report(
      'action_too_wide',
      'warning',
      'More than assuming the role is allowed.',
      'Write sts:AssumeRole and, apart, sts:SetSourceIdentity.',
      statement,
    );
  if (statement.resources || statement.notResources)
    report(
      'resource_in_trust',
      'error',
      'A trust policy has no Resource: the role itself is meant.',
      'Leave Resource out.',
      statement,
    );
}

/** What is written in a trust policy; whether it works, the probes tell. */
export function reviewTrust({ statements }: PolicyDocument, role: Reviewed, report: Report): void {
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    reviewPrincipals(statement, role, report);
    reviewActions(statement, report);
    if (allowsAssume(statement)) reviewExternalId(statement, role, report);
  }
}
