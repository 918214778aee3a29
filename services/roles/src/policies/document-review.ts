import {
  operatorOf,
  type PolicyDocument,
  type Report,
  spellingOf,
  type Statement,
} from '@margay/iam-policy';

/** What a review takes a role to be. */
export interface Reviewed {
  readonly partition: string;
  readonly account: string;
  readonly principals: readonly string[];
  readonly externalId: string;
  readonly secrets: readonly string[];
  readonly objects?: readonly string[];
  readonly kmsKeys: readonly string[];
}

const CURRENT = '2012-10-17';

/** Condition keys that have a meaning in the two documents of a role like ours. */
const KNOWN_KEYS = [
  'sts:ExternalId',
  'sts:SourceIdentity',
  'sts:RoleSessionName',
  'sts:TransitiveTagKeys',
  'sts:DurationSeconds',
  'secretsmanager:SecretId',
  'secretsmanager:VersionId',
  'secretsmanager:VersionStage',
  'secretsmanager:ResourceTag',
  'secretsmanager:SecretPrimaryRegion',
  'kms:ViaService',
  'kms:EncryptionContext',
  'kms:EncryptionContextKeys',
  'kms:EncryptionAlgorithm',
  'kms:CallerAccount',
  'kms:ResourceAliases',
] as const;
const OURS = /^(sts|secretsmanager|kms):/i;

/** `kms:EncryptionContext:SecretARN`, `aws:ResourceTag/team`: the part before what a user chose. */
const baseOf = (key: string): string => {
  const [service = '', name = ''] = key.split('/')[0]?.split(':') ?? [];
  return `${service}:${name}`;
};

export const each = (statements: readonly Statement[], look: (statement: Statement) => void) =>
  statements.forEach((statement) => look(statement));

function reviewVersion({ version }: PolicyDocument, report: Report): void {
  if (version === undefined)
    report(
      'no_version',
      'warning',
      'There is no Version, so IAM reads the document by the rules of 2008, without variables.',
      `Write "Version": "${CURRENT}".`,
    );
  else if (version === '2008-10-17')
    report('old_version', 'warning', 'The Version is that of 2008.', `Write "${CURRENT}".`);
  else if (version !== CURRENT)
    report('unknown_version', 'error', 'IAM has no such Version.', `Write "${CURRENT}".`);
}

function reviewSids({ statements }: PolicyDocument, report: Report): void {
  const seen = new Set<string>();
  each(statements, (statement) => {
    const { sid } = statement;
    if (sid === undefined || sid === '') return;
    if (seen.has(sid))
      report('duplicate_sid', 'error', 'Two statements have this Sid.', 'Rename one.', statement);
    seen.add(sid);
    if (!/^[A-Za-z0-9]+$/.test(sid))
      report(
        'invalid_sid',
        'error',
        'A Sid is made of letters and digits.',
        'Rename it.',
        statement,
      );
  });
}

function reviewConditions(statement: Statement, report: Report): void {
  for (const { operator, key } of statement.conditions) {
    if (!operatorOf(operator)) {
      const meant = spellingOf(operator);
      report(
        'unknown_operator',
        'error',
        'IAM has no such condition operator, and refuses the document.',
        meant ? `Write ${meant}.` : 'Use StringEquals.',
        statement,
      );
    }
    const base = baseOf(key);
    if ((KNOWN_KEYS as readonly string[]).includes(base) || !OURS.test(key)) continue;
    const meant = KNOWN_KEYS.find((known) => known.toLowerCase() === base.toLowerCase());
    if (meant)
      report(
        'key_case',
        'warning',
        'A condition key is not in its documented case. AWS reads it all the same; other tools look for the documented one.',
        `Write ${meant}.`,
        statement,
      );
    else
      report(
        'unknown_key',
        'error',
        'There is no such condition key. The condition never holds or, with IfExists, always.',
        'Check its spelling: sts:ExternalId.',
        statement,
      );
  }
}

/** What holds for documents of either kind. */
export function reviewDocument(document: PolicyDocument, report: Report): void {
  reviewVersion(document, report);
  reviewSids(document, report);
  each(document.statements, (statement) => reviewConditions(statement, report));
}
