import { buildsAgain, hopOf, type Run } from './run.js';
import { calls, RECOVERY_STEPS, type RunStep, stepsOf } from './run-steps.js';

/** What is to be done next in a run that is not over. */
export type NextStep =
  /** `intended`: it is in the log already, so whoever takes the run up makes the same call again. */
  | {
      readonly next: 'step';
      readonly step: RunStep;
      readonly attempt: number;
      readonly intended: boolean;
    }
  | { readonly next: 'tasks'; readonly tasks: readonly string[] }
  | { readonly next: 'approval'; readonly missing: number }
  | { readonly next: 'resume' }
  | { readonly next: 'end_hop' }
  | { readonly next: 'end_cancelled' };

/** How many people have to approve what the hop is going to change. */
function approvalsNeeded(run: Run): number {
  const { changeSet } = run.progress;
  if (changeSet === undefined) return 1;
  if (changeSet.changes === 0) return 0;
  return changeSet.destroys.length > 0 ? 2 : 1;
}

/** The step before which people say yes: once the change set can be seen, or before anything where there is none. */
function approvedBefore(run: Run): RunStep {
  if (run.recovery) return buildsAgain(run) ? 'start_build' : 'recover';
  return hopOf(run).from === undefined ? 'preflight' : 'execute_change_set';
}

const hasBegun = ({ progress: { done, open } }: Run, step: RunStep): boolean =>
  done.includes(step) || open?.step === step;

/** Something of the hop that is under way has been changed, or may have been. */
export function hasBegunToChange(run: Run): boolean {
  const changing: readonly RunStep[] = run.recovery
    ? ['recover', 'start_build']
    : ['create_stack', 'execute_change_set', 'start_build'];
  return changing.some((step) => hasBegun(run, step));
}

/** What is under way is an update of the stack: the one thing that CloudFormation gives up on request. */
export const isUpdating = (run: Run): boolean =>
  hasBegun(run, 'execute_change_set') && !run.progress.done.includes('settle_stack');

/** The next step without regard to people. */
function dueStep(run: Run): RunStep | undefined {
  const { done, changeSet } = run.progress;
  if (run.cancelling && isUpdating(run) && !done.includes('cancel_update')) return 'cancel_update';
  const isOfStack = run.recovery && !buildsAgain(run);
  const steps = isOfStack ? RECOVERY_STEPS : stepsOf(hopOf(run), changeSet);
  return steps.find((step) => !done.includes(step));
}

/**
 * What to do next. A call whose intent is stored comes first, whatever people say meanwhile: nobody knows whether it
 * was made. A step that only looks may be left at any time.
 */
export function nextStep(run: Run): NextStep {
  const { open, attempts, approvedBy, acknowledged } = run.progress;
  const at = (step: RunStep): NextStep => {
    const intended = open?.step === step;
    const attempt = intended ? open.attempt : (attempts[step] ?? 0) + 1;
    return { next: 'step', step, attempt, intended };
  };
  if (open && calls(open.step)) return at(open.step);
  if (run.cancelling && !hasBegunToChange(run)) return { next: 'end_cancelled' };
  const step = dueStep(run);
  if (step === undefined) return { next: 'end_hop' };
  if (step === 'cancel_update') return at(step);
  const tasks = hopOf(run).tasks.filter((task) => !acknowledged.includes(task));
  if (step === 'parameters' && tasks.length > 0) return { next: 'tasks', tasks };
  const missing = approvalsNeeded(run) - approvedBy.length;
  if (step === approvedBefore(run) && missing > 0) return { next: 'approval', missing };
  if (run.paused && calls(step)) return { next: 'resume' };
  return at(step);
}
