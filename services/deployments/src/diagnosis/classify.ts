import { CAUSE_CLASSES, type CauseClassId, type Owner, type Retry } from './cause-classes.js';
import { type Denial, denialIn } from './denial.js';

/** What a reason comes to. */
export interface Classified {
  readonly id: CauseClassId;
  readonly owner: Owner;
  readonly retry: Retry;
  readonly remedy: string;
  readonly denial?: Denial;
  /** What the text names: a parameter, a stack, a limit. */
  readonly named: Readonly<Record<string, string>>;
}

const UNKNOWN = {
  owner: 'customer',
  retry: 'after_look',
  remedy: 'Read the text: no known cause is worded so.',
} as const;

const CODE = /HandlerErrorCode: (?<code>\w{1,80})/;
const SUFFIX = /\(RequestToken: [^()]{0,200}\)/;

/**
 * The first class whose words a reason has; what no class has stays unknown. The text decides before the code that a resource
 * handler adds: quotas come with one that says nothing, and conflicts of addresses with one for names.
 */
export function classify(reason: string | undefined): Classified {
  const text = reason ?? '';
  const told = text.replace(SUFFIX, '');
  const found =
    CAUSE_CLASSES.find(({ matches }) => matches.test(told)) ??
    CAUSE_CLASSES.find(({ matches }) => matches.test(text));
  const denial = denialIn(text);
  const { code } = CODE.exec(text)?.groups ?? {};
  const named = {
    ...(code === undefined ? {} : { code }),
    ...definedOf(found?.names?.exec(text)?.groups),
  };
  const about = { ...(denial ? { denial } : {}), named };
  if (!found) return { id: 'unknown', ...UNKNOWN, ...about };
  const { id, owner, retry, remedy } = found;
  return { id, owner, retry, remedy, ...about };
}

const definedOf = (groups: Record<string, string | undefined> | undefined) =>
  Object.fromEntries(
    Object.entries(groups ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

const NOISE = /^Resource (creation|update|deletion) cancelled$/;
const WRAPPER = /^Embedded stack \S+ was not successfully (created|updated|deleted)/;
const OWN_WRAPPER =
  /^(The following resource\(s\) failed to (create|update|delete|import): \[[^\]]*\]\.? *)+(Rollback requested by user\.?)?$/;
const NOTHING = /^(User Initiated|Rollback requested by user\.?|Transformation succeeded)$/;

/** Exactly what CloudFormation writes of a resource that it stopped because of another. */
export const isNoise = (reason: string | undefined): boolean => NOISE.test(reason?.trim() ?? '');

/** Whether a reason only points to a stack within. */
export const isWrapper = (reason: string | undefined): boolean => WRAPPER.test(reason ?? '');

/** Whether what a stack says of itself only points to its resources, or says nothing. */
export const saysNothing = (reason: string | undefined): boolean => {
  const text = reason?.trim() ?? '';
  return text === '' || OWN_WRAPPER.test(text) || NOTHING.test(text) || isNoise(text);
};
