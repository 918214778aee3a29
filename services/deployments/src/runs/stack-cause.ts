import type { StackDiagnosis } from '../diagnosis/diagnoses.service.js';
import type { Failure } from '../diagnosis/diagnosis.js';
import type { RunCause, RunFailure } from './run.js';

const REASON_MAX = 1_000;

/** Hides what a template was given. */
export type Mask = (text: string) => string;

const maskedFailure = (failure: Failure, mask: Mask): Failure => {
  const { physicalId, reason, hooks, cause } = failure;
  const { denial, named } = cause;
  const resource = denial?.resource;
  return {
    ...failure,
    physicalId: physicalId === undefined ? undefined : mask(physicalId),
    reason: mask(reason),
    hooks: hooks.map((hook) => ({
      ...hook,
      ...(hook.reason === undefined ? {} : { reason: mask(hook.reason) }),
    })),
    cause: {
      ...cause,
      named: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, mask(value)])),
      ...(denial && resource !== undefined
        ? { denial: { ...denial, resource: mask(resource) } }
        : {}),
    },
  };
};

/** A diagnosis as it is kept with a run: reasons of resources may cite what they were given. */
export function maskedDiagnosis(found: StackDiagnosis, mask: Mask): StackDiagnosis {
  const { diagnosis, text } = found;
  const { cause, also, secondary } = diagnosis;
  return {
    ...found,
    text: mask(text),
    diagnosis: {
      ...diagnosis,
      cause: cause && maskedFailure(cause, mask),
      also: also.map((each) => maskedFailure(each, mask)),
      secondary: secondary.map((each) => maskedFailure(each, mask)),
    },
  };
}

/** Why a run failed, in a sentence or two: what its diagnosis begins with. */
export function stackCause(
  failure: RunFailure,
  { status, diagnosis: { cause } }: StackDiagnosis,
): RunCause {
  if (!cause) return { failure, message: `The stack is ${status}.` };
  const { id, owner, retry, remedy } = cause.cause;
  const place = cause.path.join(' > ');
  const what = place === '' ? 'the root stack' : `${place} (${cause.type})`;
  const reason = cause.reason.slice(0, REASON_MAX) || 'No reason is given.';
  return {
    failure,
    message: `First to fail was ${what}: ${reason} What to do: ${remedy}`,
    class: id,
    owner,
    retry,
    place,
  };
}
