import { hopOf, NO_PROGRESS, type Run } from './run.js';
import type { RunEvent, RunEventOf } from './run-facts.js';
import { stepsBeforeBuild } from './run-steps.js';

/** The latest run; those before it are over. */
export type Runs =
  { readonly is: 'none' } | (Run & { readonly is: 'running' }) | (Run & { readonly is: 'over' });

function progressAfter(
  run: Run,
  event: RunEventOf<'DeploymentStepSucceeded' | 'DeploymentStepFailed'>,
): Run['progress'] {
  const { open: _, ...progress } = run.progress;
  if (event.type === 'DeploymentStepSucceeded') {
    const { step, made, changeSet } = event;
    return {
      ...progress,
      done: [...progress.done, step],
      ...(made === undefined ? {} : { made: { ...progress.made, [step]: made } }),
      ...(changeSet ? { changeSet, approvedBy: [] } : {}),
    };
  }
  // CloudFormation was asked in vain, and is not asked again.
  if (event.step === 'cancel_update' && !event.again)
    return { ...progress, done: [...progress.done, event.step] };
  if (event.step !== 'execute_change_set') return progress;
  // What was approved does not fit the stack any longer: another one is made and shown.
  const { changeSet: __, ...rest } = progress;
  return {
    ...rest,
    done: rest.done.filter((step) => step !== 'create_change_set'),
    approvedBy: [],
  };
}

/** What a run has come to after another event. */
export function evolveRuns(runs: Runs, event: RunEvent): Runs {
  if (event.type === 'DeploymentRequested') {
    const { type: _, ...asked } = event;
    return {
      ...asked,
      is: 'running',
      hop: 0,
      progress: NO_PROGRESS,
      paused: false,
      cancelling: false,
    };
  }
  if (runs.is === 'none') return runs;
  const { progress } = runs;
  switch (event.type) {
    case 'DeploymentApproved':
      return {
        ...runs,
        progress: { ...progress, approvedBy: [...progress.approvedBy, event.by] },
      };
    case 'DeploymentTaskAcknowledged':
      return {
        ...runs,
        progress: { ...progress, acknowledged: [...progress.acknowledged, event.task] },
      };
    case 'DeploymentStepIntended': {
      const { step, attempt, token } = event;
      const attempts = { ...progress.attempts, [step]: attempt };
      return { ...runs, progress: { ...progress, attempts, open: { step, attempt, token } } };
    }
    case 'DeploymentStepSucceeded':
    case 'DeploymentStepFailed':
      return { ...runs, progress: progressAfter(runs, event) };
    case 'DeploymentPaused':
      return { ...runs, paused: true };
    case 'DeploymentResumed':
      return { ...runs, paused: false };
    case 'DeploymentCancelRequested':
      return { ...runs, cancelling: true };
    case 'DeploymentHopCompleted': {
      // It may have failed at its build, and come through then.
      const { failure: _, recovery: __, ...rest } = runs;
      return event.hop === runs.hops.length - 1
        ? rest
        : { ...rest, hop: event.hop + 1, progress: NO_PROGRESS };
    }
    case 'DeploymentCompleted':
      return { ...runs, is: 'over', completed: true };
    case 'DeploymentCancelled':
    case 'DeploymentRecovered':
      return { ...runs, is: 'over' };
    case 'DeploymentFailed':
      return { ...runs, is: 'over', failure: event.cause };
    case 'DeploymentRecoveryRequested': {
      const { attempts, made } = progress;
      const goesOn = event.recovery.action === 'build_again';
      const done = goesOn ? stepsBeforeBuild(hopOf(runs)) : [];
      return {
        ...runs,
        is: 'running',
        progress: { ...NO_PROGRESS, attempts, made, done },
        paused: false,
        cancelling: false,
        recovery: { ...event.recovery, by: event.by },
      };
    }
  }
}
