import { ServiceError } from '@margay/contracts';
import { nextStep } from './next-step.js';
import { lastGood, type Run } from './run.js';
import type { OfStep, RunCommandOf, RunEvent } from './run-facts.js';
import { stepToken } from './run-steps.js';

/** Of one step: AWS is asked no more often. */
const ATTEMPTS_MAX = 3;
/** An event has room for these; two people look at the change set itself. */
const DESTROYS_MAX = 100;

/** For the end of a run. */
export const goodVersion = (run: Run) => {
  const version = lastGood(run);
  return version === undefined ? {} : { lastGood: version };
};

/** A step is intended only when it is due, and once. */
export function intend(run: Run, { hop, step }: RunCommandOf<'IntendStep'>): RunEvent[] {
  const next = nextStep(run);
  if (next.next !== 'step' || next.step !== step)
    throw new ServiceError('conflict', 'That step is not the next.');
  if (next.intended) return [];
  const place = { run: run.run, hop, step, attempt: next.attempt };
  const token = stepToken({ ...place, accountId: run.accountId });
  return [{ type: 'DeploymentStepIntended', ...place, token }];
}

/** Whether it is this step that is waited for. What came of one that was left meanwhile is of no interest. */
const isOpen = ({ progress: { open } }: Run, { step, attempt }: OfStep): boolean =>
  open?.step === step && open.attempt === attempt;

export function succeed(run: Run, command: RunCommandOf<'SucceedStep'>): RunEvent[] {
  if (!isOpen(run, command)) return [];
  const { hop, step, attempt, made, changeSet } = command;
  if ((step === 'create_change_set') !== (changeSet !== undefined))
    throw new ServiceError('bad_request', 'A change set is what its step makes, and no other.');
  return [
    {
      type: 'DeploymentStepSucceeded',
      run: run.run,
      hop,
      step,
      attempt,
      ...(made === undefined ? {} : { made }),
      ...(changeSet
        ? {
            changeSet: {
              ...changeSet,
              attempt,
              destroys: changeSet.destroys.slice(0, DESTROYS_MAX),
            },
          }
        : {}),
    },
  ];
}

export function fail(run: Run, command: RunCommandOf<'FailStep'>): RunEvent[] {
  if (!isOpen(run, command)) return [];
  const { hop, step, attempt, cause, retryable } = command;
  const again = retryable && attempt < ATTEMPTS_MAX;
  const failed: RunEvent = {
    type: 'DeploymentStepFailed',
    run: run.run,
    hop,
    step,
    attempt,
    cause,
    again,
  };
  // An update that ended before it could be cancelled is as it is; that is watched.
  if (again || step === 'cancel_update') return [failed];
  const end: RunEvent =
    run.cancelling && cause.failure === 'rolled_back'
      ? { type: 'DeploymentCancelled', run: run.run, ...goodVersion(run) }
      : { type: 'DeploymentFailed', run: run.run, cause, ...goodVersion(run) };
  return [failed, end];
}
