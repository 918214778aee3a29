import { parseSecretArn } from '../secret-arn.js';
import type { Reviewed } from './document-review.js';
import {
  hasWildcard,
  matchesPattern,
  type PolicyDocument,
  type Report,
  type Statement,
} from '@margay/iam-policy';
import { DECRYPT, OBJECT_ACTION, SECRET_ACTIONS } from './permission-policy.js';

const neededBy = ({ secrets, objects = [] }: Reviewed): readonly string[] => [
  ...(secrets.length > 0 ? SECRET_ACTIONS : []),
  ...(objects.length > 0 ? [OBJECT_ACTION] : []),
];

const narrow = 'Name the secrets and objects of the role by their full ARNs.';

function reviewActions(statement: Statement, role: Reviewed, report: Report): void {
  const { actions = [] } = statement;
  const needed = neededBy(role);
  const allowed = [...needed, DECRYPT].map((name) => name.toLowerCase());
  const words = needed.join(' and ');
  if (statement.notActions)
    report(
      'not_action',
      'error',
      'Everything is allowed but what is named.',
      'Write Action with what is needed.',
      statement,
    );
  if (actions.some(hasWildcard))
    report(
      'action_wildcard',
      'error',
      'Actions are allowed by pattern, those that AWS adds tomorrow among them.',
      `Write ${words}.`,
      statement,
    );
  else if (actions.some((action) => !allowed.includes(action.toLowerCase())))
    report(
      'action_surplus',
      'warning',
      'More is allowed than reading takes.',
      `Keep ${words}, and ${DECRYPT} for keys of your own.`,
      statement,
    );
}

/** What is wrong with a resource that names no secret of the role. */
function reviewSecret(
  resource: string,
  role: Reviewed,
  statement: Statement,
  report: Report,
): void {
  const { secrets, partition, account } = role;
  if (secrets.includes(resource)) return;
  const meant = secrets.filter((secret) => matchesPattern(resource, secret));
  // One pattern stands for many names that do not exist yet, unless only the suffix is left open.
  const onlySuffix = secrets.some((secret) => resource === `${secret.slice(0, -6)}??????`);
  if (onlySuffix)
    report(
      'secret_suffix_open',
      'note',
      'The suffix of a secret is left open: one deleted and made anew by the same name can be read too.',
      'Write the full ARN if that is not meant.',
      statement,
    );
  else if (hasWildcard(resource))
    report(
      'resource_wildcard',
      'error',
      meant.length > 0
        ? 'Resources are allowed by pattern: other secrets match it too.'
        : 'Resources are allowed by pattern, and none of the secrets of the role matches it.',
      narrow,
      statement,
    );
  else if (secrets.some((secret) => secret.slice(0, -7) === resource))
    report(
      'secret_without_suffix',
      'error',
      'A secret is named without the six characters that AWS adds. IAM compares whole ARNs, so this matches nothing.',
      narrow,
      statement,
    );
  else {
    const arn = parseSecretArn(resource);
    if ('problem' in arn)
      report(
        'secret_invalid',
        'error',
        'A resource is not the ARN of a secret.',
        narrow,
        statement,
      );
    else if (arn.partition !== partition)
      report('wrong_partition', 'error', `A secret is not in ${partition}.`, narrow, statement);
    else if (arn.account !== account)
      report('wrong_account', 'error', 'A secret is in another account.', narrow, statement);
    else
      report(
        'secret_surplus',
        'error',
        'A secret may be read that the role is not registered for.',
        'Leave it out, or register the role for it.',
        statement,
      );
  }
}

/** What is wrong with a resource of S3 that is no object of the role. */
function reviewObject(
  resource: string,
  { objects = [] }: Reviewed,
  statement: Statement,
  report: Report,
): void {
  if (objects.includes(resource)) return;
  if (hasWildcard(resource))
    report(
      'resource_wildcard',
      'error',
      'Objects are allowed by pattern: those that are put there tomorrow match it too.',
      narrow,
      statement,
    );
  else
    report(
      'object_surplus',
      'error',
      'An object may be read that the role is not registered for.',
      'Leave it out, or register the role for it.',
      statement,
    );
}

function reviewKeys(resource: string, role: Reviewed, statement: Statement, report: Report): void {
  if (role.kmsKeys.includes(resource)) return;
  if (hasWildcard(resource))
    report(
      'resource_wildcard',
      'error',
      'Decrypting is allowed by pattern.',
      'Name the keys of the secrets by their ARNs.',
      statement,
    );
  else
    report(
      'key_surplus',
      'error',
      'Decrypting is allowed with a key that the role is not registered for.',
      'Leave it out, or register the role for it.',
      statement,
    );
}

function reviewResources(statement: Statement, role: Reviewed, report: Report): void {
  if (statement.notResources)
    report('not_resource', 'error', 'Every resource is meant but those named.', narrow, statement);
  else if (!statement.resources)
    report('no_resource', 'error', 'A permission names its resources.', narrow, statement);
  const forKeys = statement.actions?.every((action) => /^kms:/i.test(action)) ?? false;
  for (const resource of statement.resources ?? [])
    if (resource === '*')
      report('resource_anything', 'error', 'Every resource is meant.', narrow, statement);
    else if (forKeys || resource.split(':')[2] === 'kms')
      reviewKeys(resource, role, statement, report);
    else if (role.objects?.length && resource.split(':')[2] === 's3')
      reviewObject(resource, role, statement, report);
    else reviewSecret(resource, role, statement, report);
}

/** What is written in a permission policy; whether it suffices, the probes tell. */
export function reviewPermissions(
  { statements }: PolicyDocument,
  role: Reviewed,
  report: Report,
): void {
  for (const statement of statements) {
    if (statement.principals || statement.notPrincipals)
      report(
        'principal_in_permission',
        'error',
        'A permission policy has no Principal: the role it is attached to is meant.',
        'Leave Principal out.',
        statement,
      );
    if (statement.effect !== 'Allow') continue;
    reviewActions(statement, role, report);
    reviewResources(statement, role, report);
  }
}
