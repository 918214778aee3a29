import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { hasBegunToChange, isUpdating, nextStep } from './next-step.js';
import { hopOf, lastGood, type Person, type Run } from './run.js';
import type { OfStep, RunCommand, RunCommandOf, RunEvent } from './run-facts.js';
import { stepToken } from './run-steps.js';
import { evolveRuns, type Runs } from './runs.js';

/** Of one step: AWS is asked no more often. */
const ATTEMPTS_MAX = 3;
/** An event has room for these; two people look at the change set itself. */
const DESTROYS_MAX = 100;

const conflict = (message: string) => new ServiceError('conflict', message);
const personOf = ({ type, id }: Person): Person => ({ type, id });
const isSame = (one: Person, other: Person) => one.type === other.type && one.id === other.id;

const goodVersion = (run: Run) => {
  const version = lastGood(run);
  return version === undefined ? {} : { lastGood: version };
};

function approve(run: Run, { hop, changeSet, by }: RunCommandOf<'ApproveDeployment'>): RunEvent[] {
  if (isSame(run.by, by))
    throw new ServiceError('forbidden', 'Whoever asks for a deployment cannot approve it.');
  if (run.progress.changeSet?.attempt !== changeSet)
    throw conflict('There is another change set by now. Look at that one.');
  if (run.progress.approvedBy.some((each) => isSame(each, by))) return [];
  if (nextStep(run).next !== 'approval') throw conflict('Nothing waits for an approval.');
  return [{ type: 'DeploymentApproved', run: run.run, hop, by: personOf(by) }];
}

function acknowledge(run: Run, { hop, task, by }: RunCommandOf<'AcknowledgeTask'>): RunEvent[] {
  if (!hopOf(run).tasks.includes(task))
    throw new ServiceError('not_found', 'The hop has no such task.');
  if (run.progress.acknowledged.includes(task)) return [];
  return [{ type: 'DeploymentTaskAcknowledged', run: run.run, hop, task, by: personOf(by) }];
}

/** A step is intended only when it is due, and once. */
function intend(run: Run, { hop, step }: RunCommandOf<'IntendStep'>): RunEvent[] {
  const next = nextStep(run);
  if (next.next !== 'step' || next.step !== step) throw conflict('That step is not the next.');
  if (next.intended) return [];
  const place = { run: run.run, hop, step, attempt: next.attempt };
  const token = stepToken({ ...place, accountId: run.accountId });
  return [{ type: 'DeploymentStepIntended', ...place, token }];
}

/** Whether it is this step that is waited for. What came of one that was left meanwhile is of no interest. */
const isOpen = ({ progress: { open } }: Run, { step, attempt }: OfStep): boolean =>
  open?.step === step && open.attempt === attempt;

function succeed(run: Run, command: RunCommandOf<'SucceedStep'>): RunEvent[] {
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

function fail(run: Run, command: RunCommandOf<'FailStep'>): RunEvent[] {
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

function cancel(run: Run, { reason }: RunCommandOf<'CancelDeployment'>): RunEvent[] {
  if (run.cancelling) return [];
  const isLast = run.hop === run.hops.length - 1;
  if (isLast && hasBegunToChange(run) && !isUpdating(run))
    throw conflict('It is too late: only an update of a stack can be given up.');
  return [{ type: 'DeploymentCancelRequested', run: run.run, reason }];
}

function decideRunning(
  command: Exclude<RunCommand, RunCommandOf<'RequestDeployment'>>,
  run: Run,
): RunEvent[] {
  switch (command.type) {
    case 'ApproveDeployment':
      return approve(run, command);
    case 'AcknowledgeTask':
      return acknowledge(run, command);
    case 'IntendStep':
      return intend(run, command);
    case 'SucceedStep':
      return succeed(run, command);
    case 'FailStep':
      return fail(run, command);
    case 'PauseDeployment':
      return run.paused ? [] : [{ ...command, type: 'DeploymentPaused' }];
    case 'ResumeDeployment':
      return run.paused ? [{ ...command, type: 'DeploymentResumed' }] : [];
    case 'CancelDeployment':
      return cancel(run, command);
  }
}

/** What follows by itself from what was decided: the end of a hop, of all hops, or of a run that is cancelled. */
function following(runs: Runs): RunEvent[] {
  if (runs.is !== 'running') return [];
  const { run, hop, hops } = runs;
  const { next } = nextStep(runs);
  if (next === 'end_cancelled') return [{ type: 'DeploymentCancelled', run, ...goodVersion(runs) }];
  if (next !== 'end_hop') return [];
  const completed: RunEvent = {
    type: 'DeploymentHopCompleted',
    run,
    hop,
    version: hopOf(runs).to,
  };
  if (hop === hops.length - 1) return [completed, { type: 'DeploymentCompleted', run }];
  return [completed, ...following(evolveRuns(runs, completed))];
}

function decide(command: RunCommand, runs: Runs): RunEvent[] {
  if (command.type === 'RequestDeployment') {
    if (runs.is === 'running') throw conflict(`Deployment ${runs.run} is under way there.`);
    if (command.hops.length === 0)
      throw new ServiceError('bad_request', 'There is nothing to deploy.');
    const run = runs.is === 'none' ? 1 : runs.run + 1;
    return [{ ...command, type: 'DeploymentRequested', run, by: personOf(command.by) }];
  }
  if (runs.is === 'none' || command.run > runs.run)
    throw new ServiceError('not_found', 'There is no such deployment.');
  if (command.run < runs.run) throw conflict(`There is a later deployment: ${runs.run}.`);
  if (runs.is === 'over') {
    if (command.type === 'SucceedStep' || command.type === 'FailStep') return [];
    throw conflict('The deployment is over.');
  }
  if ('hop' in command && command.hop !== runs.hop)
    throw conflict('The deployment is at another hop.');
  const decided = decideRunning(command, runs);
  return [...decided, ...following(decided.reduce(evolveRuns, runs))];
}

/**
 * The deployments of an account in a region, one after the other. All are one stream, so that no second one begins
 * while one is under way. The intent of each step is an event before the step is taken.
 */
export const runDecider: Decider<RunCommand, Runs, RunEvent> = {
  initial: { is: 'none' },
  decide,
  evolve: evolveRuns,
};
