/** What a reviewer has to say about a document. */
export interface Finding {
  /** For programs: `no_external_id`. */
  readonly code: string;
  /** `error`: it does not work, or lets others in. `warning`: wider or vaguer than it need be. `note`: good to know. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly document: 'trust' | 'permission';
  /** From 0; undefined when it is about the whole document. */
  readonly statement?: number;
  readonly sid?: string;
  readonly cause: string;
  readonly fix: string;
}

export type Report = (
  code: string,
  severity: Finding['severity'],
  cause: string,
  fix: string,
  statement?: Pick<Statement, 'index' | 'sid'>,
) => void;

export interface Condition {
  /** As it is written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whom a statement names, by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. */
export type PrincipalMap = Readonly<Record<string, readonly string[]>>;

export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: PrincipalMap;
  readonly notPrincipals?: PrincipalMap;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
  readonly version?: string;
  readonly statements: readonly Statement[];
}

export const DOCUMENT_BYTES_MAX = 100_000;
/** IAM's own documents need six levels. */
export const DEPTH_MAX = 16;
const STATEMENTS_MAX = 200;

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How deep brackets are nested, without parsing: a parser would already have been had. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at++;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return deepest;
}

/** The values of an element that may be one or several; undefined for what cannot be values. */
function valuesOf(value: unknown): readonly string[] | undefined {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = all.map((one) =>
    typeof one === 'string'
      ? one
      : typeof one === 'boolean' || typeof one === 'number'
        ? String(one)
        : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function principalsOf(value: unknown): PrincipalMap | undefined {
  if (value === '*') return { AWS: ['*'] };
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).map(([kind, names]) => [kind, valuesOf(names)] as const);
  if (entries.length === 0 || entries.some(([, names]) => names === undefined)) return undefined;
  return Object.fromEntries(entries.map(([kind, names]) => [kind, names ?? []]));
}

function conditionsOf(value: unknown): readonly Condition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return undefined;
    for (const [key, wanted] of Object.entries(keys)) {
      const values = valuesOf(wanted);
      if (!values) return undefined;
      found.push({ operator, key, values });
    }
  }
  return found;
}

function unknownElements(found: Json, known: readonly string[], report: Report, at?: Statement) {
  for (const name of Object.keys(found)) {
    if (known.includes(name)) continue;
    const meant = known.find((each) => each.toLowerCase() === name.toLowerCase());
    report(
      'unknown_element',
      'error',
      'The document has an element that IAM does not know.',
      meant
        ? `Write it ${meant}.`
        : `Leave it out. There are ${known.join(', ')}, in exactly this case.`,
      at,
    );
  }
}

/** A statement in one form, or undefined after reporting what is wrong with its shape. */
function statementOf(value: unknown, index: number, report: Report): Statement | undefined {
  const broken = (cause: string, fix: string, sid?: string) => {
    report('malformed', 'error', cause, fix, { index, ...(sid === undefined ? {} : { sid }) });
    return undefined;
  };
  if (!isObject(value)) return broken('The statement is not an object.', 'Write it in braces.');
  const sid = typeof value['Sid'] === 'string' ? value['Sid'] : undefined;
  const effect = value['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    return broken('Effect is neither Allow nor Deny.', 'Write "Effect": "Allow".', sid);
  const list = (name: string) => (value[name] === undefined ? [] : valuesOf(value[name]));
  const people = (name: string) => (value[name] === undefined ? {} : principalsOf(value[name]));
  const actions = list('Action');
  const notActions = list('NotAction');
  const resources = list('Resource');
  const notResources = list('NotResource');
  const principals = people('Principal');
  const notPrincipals = people('NotPrincipal');
  const conditions = conditionsOf(value['Condition']);
  if (!actions || !notActions || !resources || !notResources)
    return broken(
      'Actions and resources are not strings.',
      'Write a string or a list of them.',
      sid,
    );
  if (!principals || !notPrincipals)
    return broken('Principal has no possible form.', 'Write "Principal": {"AWS": "arn:…"}.', sid);
  if (!conditions)
    return broken(
      'Condition has no possible form.',
      'Write "Condition": {"StringEquals": {"sts:ExternalId": "…"}}.',
      sid,
    );
  if ((actions.length === 0) === (notActions.length === 0))
    return broken('A statement needs Action or NotAction, not both.', 'Write "Action".', sid);
  const statement: Statement = {
    index,
    effect,
    conditions,
    ...(sid === undefined ? {} : { sid }),
    ...(value['Principal'] === undefined ? {} : { principals }),
    ...(value['NotPrincipal'] === undefined ? {} : { notPrincipals }),
    ...(actions.length > 0 ? { actions } : {}),
    ...(notActions.length > 0 ? { notActions } : {}),
    ...(resources.length > 0 ? { resources } : {}),
    ...(notResources.length > 0 ? { notResources } : {}),
  };
  unknownElements(value, STATEMENT_ELEMENTS, report, statement);
  return statement;
}

/**
 * The statements of a document as it was pasted, each in one form; what is wrong with the shape is
 * reported, and what can be read is read all the same.
 */
export function readDocument(text: string, report: Report): PolicyDocument {
  const nothing: PolicyDocument = { statements: [] };
  if (Buffer.byteLength(text) > DOCUMENT_BYTES_MAX) {
    report(
      'too_large',
      'error',
      `The document is larger than ${DOCUMENT_BYTES_MAX} bytes, and far larger than IAM takes.`,
      'Paste one policy document.',
    );
    return nothing;
  }
  if (depthOf(text) > DEPTH_MAX) {
    report(
      'too_deep',
      'error',
      `The document is nested more than ${DEPTH_MAX} levels deep; no policy is.`,
      'Paste one policy document.',
    );
    return nothing;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    report('not_json', 'error', 'The document is not JSON.', 'Paste it as IAM shows it.');
    return nothing;
  }
  if (!isObject(value) || value['Statement'] === undefined) {
    report('malformed', 'error', 'There is no Statement.', 'Paste the whole policy document.');
    return nothing;
  }
  unknownElements(value, DOCUMENT_ELEMENTS, report);
  const all: readonly unknown[] = Array.isArray(value['Statement'])
    ? value['Statement']
    : [value['Statement']];
  if (all.length === 0 || all.length > STATEMENTS_MAX)
    report(
      'malformed',
      'error',
      `A document has 1 to ${STATEMENTS_MAX} statements.`,
      'Keep those that are needed.',
    );
  return {
    ...(typeof value['Version'] === 'string' ? { version: value['Version'] } : {}),
    statements: all
      .slice(0, STATEMENTS_MAX)
      .map((each, index) => statementOf(each, index, report))
      .filter((each) => each !== undefined),
  };
}
