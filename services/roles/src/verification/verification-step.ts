import type { FailureKind } from '@margay/aws';
import type { Complaint, VerificationOutcome, VerificationStep } from '../role.decider.js';

/** The steps of a verification, in the order they are taken. */
export const STEPS = [
  'parse',
  'review',
  'assume',
  'identity',
  'assume_without_external_id',
  'assume_with_wrong_external_id',
  'narrow',
  'describe',
  'read',
  'other_secret',
  'read_object',
] as const;

export type StepName = (typeof STEPS)[number];

/** What AWS said to a question: that it is so, or why not. */
export type Answer = 'given' | FailureKind;

/** What a step came to. */
export type Verdict = Omit<VerificationStep, 'step'>;

export const PASSED: Verdict = { outcome: 'passed', cause: '', remedy: '' };

export const failed = (cause: string, remedy: string): Verdict => ({
  outcome: 'failed',
  cause,
  remedy,
});

export const skipped = (cause: string): Verdict => ({ outcome: 'skipped', cause, remedy: '' });

/** Answers that say nothing about the role: AWS could not be asked properly. */
const UNASKED: ReadonlyMap<Answer, readonly [string, string]> = new Map<
  Answer,
  readonly [string, string]
>([
  ['throttled', ['AWS asked for patience.', 'Verify again later.']],
  ['unavailable', ['AWS did not answer.', 'Verify again later.']],
  ['cancelled', ['It took longer than a verification may.', 'Verify again later.']],
  ['expired', ['The session expired meanwhile.', 'Verify again.']],
  [
    'credentials',
    [
      'AWS does not accept the credentials of Margay itself.',
      'Give the service the keys of the engine role, and set the clock of its machine.',
    ],
  ],
]);

const unasked = (answer: Answer): Verdict | undefined => {
  const said = UNASKED.get(answer);
  return said && { outcome: 'inconclusive', cause: said[0], remedy: said[1] };
};

interface Words {
  readonly cause: string;
  readonly remedy: string;
}

const LET_US_IN =
  'Attach the trust policy of the template. If it is, look whether a service control policy or a permissions boundary forbids it, and whether the engine role itself may call sts:AssumeRole on this role.';
const LET_US_READ = 'Attach the permission policy of the template.';
const ASK_FOR_THE_ID =
  'Make sts:ExternalId a StringEquals condition of every statement that allows sts:AssumeRole, without IfExists and without wildcards.';
const NO_OTHERS = 'Name the full ARNs of the registered secrets as Resource, and nothing else.';

/** What a denial, or anything not listed, means in each step. */
const REFUSED: Readonly<Record<StepName, Words>> = {
  parse: { cause: 'It cannot be read.', remedy: 'Register the role anew.' },
  review: { cause: 'The documents have errors.', remedy: 'Use those of the template.' },
  assume: {
    cause:
      'The role is not there, or does not let us in with its external id and our source identity.',
    remedy: LET_US_IN,
  },
  identity: { cause: 'The session does not know who it is.', remedy: 'Verify again.' },
  assume_without_external_id: {
    cause: 'The role lets us in without an external id.',
    remedy: ASK_FOR_THE_ID,
  },
  assume_with_wrong_external_id: {
    cause: 'The role lets us in with an external id that is not its own.',
    remedy: ASK_FOR_THE_ID,
  },
  narrow: {
    cause: 'A session that is narrowed to one secret cannot look at it.',
    remedy: LET_US_READ,
  },
  describe: { cause: 'The role may not describe the secret.', remedy: LET_US_READ },
  read: { cause: 'The role may not read the secret.', remedy: LET_US_READ },
  other_secret: {
    cause: 'The role may read secrets that it is not registered for.',
    remedy: NO_OTHERS,
  },
  read_object: { cause: 'The role may not read the object.', remedy: LET_US_READ },
};

/** The same of objects. S3 says that one is missing only to those who may list its bucket. */
const SAID_OF_OBJECTS: Partial<Record<Answer, Words>> = {
  denied: {
    cause: 'The role may not read the object, or there is none.',
    remedy: `${LET_US_READ} Look whether the object is there.`,
  },
  missing: { cause: 'There is no such object.', remedy: 'Compare the ARN; put the object there.' },
  undecryptable: {
    cause: 'The key of the object does not decrypt it for the role.',
    remedy:
      'Register the key with the role and attach the permission policy of the template; look whether the key is enabled and its own policy allows it.',
  },
};

/** Answers that say more than a denial does. */
const SAID: Partial<Record<Answer, Words>> = {
  missing: {
    cause: 'There is no such secret, or it has no current version.',
    remedy: 'Compare the ARN, with its last six characters, and its region; store a value.',
  },
  deleted: {
    cause: 'The secret is marked for deletion.',
    remedy: 'Restore it, or register the role for another.',
  },
  undecryptable: {
    cause: 'The key of the secret does not decrypt it for the role.',
    remedy:
      'Register the key with the role and attach the permission policy of the template; look whether the key is enabled and its own policy allows it.',
  },
  region_disabled: {
    cause: 'The region is not enabled in the account.',
    remedy: 'Enable it, or move the secret.',
  },
  invalid: {
    cause: 'AWS does not take the question in this form.',
    remedy: 'Compare account, partition and region of the role and its secrets.',
  },
};

/** Of a step that AWS must not refuse. */
export function mustBeGiven(step: StepName, answer: Answer): Verdict {
  if (answer === 'given') return PASSED;
  const said = step === 'read_object' ? SAID_OF_OBJECTS : SAID;
  const { cause, remedy } = said[answer] ?? REFUSED[step];
  return unasked(answer) ?? failed(cause, remedy);
}

/** Of a step that AWS must refuse: only a denial proves that it does. */
export function mustBeDenied(step: StepName, answer: Answer): Verdict {
  if (answer === 'denied') return PASSED;
  const { cause, remedy } = REFUSED[step];
  return unasked(answer) ?? failed(cause, remedy);
}

/** The first verdict that is not a pass; of many questions that make up one step. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find(({ outcome }) => outcome === 'failed') ??
  verdicts.find(({ outcome }) => outcome !== 'passed') ??
  PASSED;

/** A failure weighs more than an answer that is missing. */
export function outcomeOfSteps(steps: readonly VerificationStep[]): VerificationOutcome {
  if (steps.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return steps.some(({ outcome }) => outcome === 'inconclusive') ? 'inconclusive' : 'passed';
}

/** What is wrong with a role; with one that was in use, what is no longer as it was. */
export const complaintsOf = (
  steps: readonly VerificationStep[],
  heldAt?: Date | null,
): readonly Complaint[] =>
  steps
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ step, cause, remedy }) => ({
      step,
      cause: heldAt ? `This changed after ${heldAt.toISOString()}: ${cause}` : cause,
      remedy,
    }));
