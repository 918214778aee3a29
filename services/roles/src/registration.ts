import { type FieldError, ServiceError } from '@margay/contracts';
import { parseRoleArn, type RoleArn } from './role-arn.js';
import {
  type ObjectArn,
  parseKeyArn,
  parseObjectArn,
  parseSecretArn,
  type RegionalArn,
} from './secret-arn.js';

export type Environment = 'detection' | 'unit-test';
export const ENVIRONMENTS: readonly Environment[] = ['detection', 'unit-test'];

/** What somebody asks to have registered. */
export interface Proposal {
  readonly arn: string;
  readonly purpose: string;
  readonly environment: string;
  /** Full ARNs of the secrets that may be read through the role, and of no others. */
  readonly secrets: readonly string[];
  /** Full ARNs of the objects of S3 that may be read through it, and of no others. */
  readonly objects: readonly string[];
  /** Of the customer-managed keys those secrets and objects are encrypted with. */
  readonly kmsKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Who may be trusted: the roles that our programs run as. */
export interface Principals {
  readonly engine: string;
  readonly unitTest?: string;
}

/** A role as it is registered. Stored with the proposal, and never changed by what the configuration says later. */
export interface Registration {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  readonly purpose: string;
  readonly environment: Environment;
  readonly secrets: readonly string[];
  /** The first roles were registered without. */
  readonly objects?: readonly string[];
  readonly kmsKeys: readonly string[];
  /** Role ARNs that the role must trust, and nobody else. */
  readonly principals: readonly string[];
  readonly externalId: string;
  readonly tags: Readonly<Record<string, string>>;
}

export const LIMITS = { purpose: 256, secrets: 20, objects: 20, kmsKeys: 10, tags: 40 } as const;

const isEnvironment = (word: string): word is Environment =>
  (ENVIRONMENTS as readonly string[]).includes(word);

/** Detection roles are also for the tests of detections, where an installation has a role for those. */
export const trustedIn = (
  environment: Environment,
  { engine, unitTest }: Principals,
): readonly string[] => {
  switch (environment) {
    case 'detection':
      return unitTest ? [engine, unitTest] : [engine];
    case 'unit-test':
      return unitTest ? [unitTest] : [];
  }
};

const purposeProblem = (purpose: string): string | undefined => {
  if (purpose.trim() === '') return 'Say what the role is for.';
  if (purpose.length > LIMITS.purpose) return `At most ${LIMITS.purpose} characters.`;
  return /[\u0000-\u001f\u007f]/.test(purpose) ? 'Must not contain control characters.' : undefined;
};

/** What AWS takes as a tag of a role, so that the templates can carry it. */
const tagProblem = (key: string, value: string): string | undefined => {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (key === '' || key.length > 128 || value.length > 256)
    return 'A key has 1 to 128 characters, a value at most 256.';
  if (/^aws:/i.test(key)) return 'AWS keeps keys that begin with aws: to itself.';
  return allowed.test(key) && allowed.test(value)
    ? undefined
    : 'Only letters, digits, blanks and _.:/=+-@.';
};

type Parse = (text: string) => RegionalArn | ObjectArn | { readonly problem: string };

/** A list of ARNs, each once, with what is wrong about each. */
function arnsOf(
  field: string,
  texts: readonly string[],
  max: number,
  parse: Parse,
  role: RoleArn | undefined,
  fields: FieldError[],
): readonly string[] {
  if (texts.length > max) {
    fields.push({ path: field, message: `At most ${max}.` });
    return [];
  }
  texts.forEach((text, index) => {
    const arn = parse(text);
    const at = (message: string) => fields.push({ path: `${field}[${index}]`, message });
    if ('problem' in arn) at(arn.problem);
    else if (role && arn.partition !== role.partition)
      at('It is in another partition than the role.');
    else if (role && 'account' in arn && arn.account !== role.account)
      at('It is in another account than the role.');
  });
  return [...new Set(texts)];
}

/**
 * A registration in its one form.
 *
 * @throws ServiceError `bad_request` with every field that is wrong, not only the first
 */
export function registrationOf(
  proposal: Proposal,
  principals: Principals,
  externalId: string,
): Registration {
  const fields: FieldError[] = [];
  const parsed = parseRoleArn(proposal.arn);
  const arn = 'problem' in parsed ? undefined : parsed;
  if ('problem' in parsed) fields.push({ path: 'arn', message: parsed.problem });
  const environment = isEnvironment(proposal.environment) ? proposal.environment : undefined;
  if (!environment)
    fields.push({ path: 'environment', message: `Must be one of ${ENVIRONMENTS.join(', ')}.` });
  const trusted = environment ? trustedIn(environment, principals) : [];
  if (environment && trusted.length === 0)
    fields.push({ path: 'environment', message: 'This installation has no role for unit tests.' });
  if (arn && trusted.some((principal) => !principal.startsWith(`arn:${arn.partition}:`)))
    fields.push({ path: 'arn', message: 'It is in another partition than the engine.' });
  if (arn && trusted.includes(arn.text))
    fields.push({ path: 'arn', message: 'That is the role of the engine itself.' });
  const purpose = purposeProblem(proposal.purpose);
  if (purpose) fields.push({ path: 'purpose', message: purpose });

  const list = (field: 'secrets' | 'objects' | 'kmsKeys', parse: Parse) =>
    arnsOf(field, proposal[field], LIMITS[field], parse, arn, fields);
  const secrets = list('secrets', parseSecretArn);
  const objects = list('objects', parseObjectArn);
  if (proposal.secrets.length === 0 && proposal.objects.length === 0)
    fields.push({ path: 'secrets', message: 'At least one secret or object is needed.' });
  const kmsKeys = list('kmsKeys', parseKeyArn);

  const tags = Object.entries(proposal.tags);
  if (tags.length > LIMITS.tags) fields.push({ path: 'tags', message: `At most ${LIMITS.tags}.` });
  for (const [key, value] of tags) {
    const problem = tagProblem(key, value);
    if (problem) fields.push({ path: `tags.${key.slice(0, 60)}`, message: problem });
  }

  if (fields.length > 0 || !arn || !environment)
    throw new ServiceError('bad_request', 'The role cannot be registered like this.', { fields });
  return {
    arn: arn.text,
    partition: arn.partition,
    account: arn.account,
    purpose: proposal.purpose.trim(),
    environment,
    secrets,
    ...(objects.length > 0 ? { objects } : {}),
    kmsKeys,
    principals: trusted,
    externalId,
    tags: Object.fromEntries(tags),
  };
}
