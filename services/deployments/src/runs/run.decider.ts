import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { hasBegunToChange, isUpdating, nextStep } from './next-step.js';
import { recoveryOf } from './recovery.js';
import { buildIsDue, buildsAgain, hopOf, isLeftBy, type Person, type Run } from './run.js';
import type { RunCommand, RunCommandOf, RunEvent } from './run-facts.js';
import { fail, goodVersion, intend, succeed } from './step-decisions.js';
import { evolveRuns, type Runs } from './runs.js';

const conflict = (message: string) => new ServiceError('conflict', message);
const personOf = ({ type, id }: Person): Person => ({ type, id });
const isSame = (one: Person, other: Person) => one.type === other.type && one.id === other.id;

function approve(run: Run, { hop, changeSet, by }: RunCommandOf<'ApproveDeployment'>): RunEvent[] {
  if (isSame((run.recovery ?? run).by, by))
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

function cancel(run: Run, { reason }: RunCommandOf<'CancelDeployment'>): RunEvent[] {
  if (run.cancelling) return [];
  const isOfStack = run.recovery !== undefined && !buildsAgain(run);
  const isLast = isOfStack || run.hop === run.hops.length - 1;
  if (isLast && hasBegunToChange(run) && !isUpdating(run))
    throw conflict('It is too late: only an update of a stack can be given up.');
  return [{ type: 'DeploymentCancelRequested', run: run.run, reason }];
}

/** What is left of a run that failed may be dealt with, by the same steps as all else. */
function requestRecovery(
  runs: Run & { readonly is: 'running' | 'over' },
  { seen, reason, by, ...wish }: RunCommandOf<'RequestRecovery'>,
): RunEvent[] {
  const { run } = runs;
  if (runs.is === 'running') throw conflict(`Deployment ${run} is under way.`);
  if (!runs.failure) throw conflict('The deployment has not failed.');
  if (!seen || !isLeftBy(runs, seen.stackId))
    throw conflict('The deployment has left no stack behind.');
  const recovery = recoveryOf(wish, seen, buildIsDue(runs));
  return [{ type: 'DeploymentRecoveryRequested', run, recovery, reason, by: personOf(by) }];
}

function decideRunning(
  command: Exclude<RunCommand, RunCommandOf<'RequestDeployment' | 'RequestRecovery'>>,
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
  if (runs.recovery && !buildsAgain(runs))
    return [{ type: 'DeploymentRecovered', run, ...goodVersion(runs) }];
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
  if (command.type === 'RequestRecovery') return requestRecovery(runs, command);
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
