import type { Actor } from '@margay/contracts';
import type { Version } from '../releases/version.js';
import type { Recovery, RecoveryWish, SeenNow } from './recovery.js';
import type { Person, RunCause, RunSubject } from './run.js';
import type { ChangeSet, RunStep } from './run-steps.js';

/** Runs of an account in a region are counted from 1. */
interface OfRun {
  readonly run: number;
}
interface OfHop extends OfRun {
  /** Index of the hop. */
  readonly hop: number;
}
export interface OfStep extends OfHop {
  readonly step: RunStep;
  readonly attempt: number;
}

interface Saying<Type extends string> extends OfRun {
  readonly type: Type;
  readonly reason: string;
}

export type RunCommand =
  | (RunSubject & { readonly type: 'RequestDeployment'; readonly by: Actor })
  | (OfHop & {
      readonly type: 'ApproveDeployment';
      /** The attempt of the change set that was looked at; absent where there is none. */
      readonly changeSet?: number;
      readonly by: Actor;
    })
  | (OfHop & { readonly type: 'AcknowledgeTask'; readonly task: string; readonly by: Actor })
  | (OfHop & { readonly type: 'IntendStep'; readonly step: RunStep })
  | (OfStep & {
      readonly type: 'SucceedStep';
      /** What was made: ARN of a stack or a change set, id of a build. */
      readonly made?: string;
      /** Of `create_change_set`. */
      readonly changeSet?: Omit<ChangeSet, 'attempt'>;
    })
  | (OfStep & { readonly type: 'FailStep'; readonly cause: RunCause; readonly retryable: boolean })
  | Saying<'PauseDeployment'>
  | Saying<'ResumeDeployment'>
  | Saying<'CancelDeployment'>
  | (Saying<'RequestRecovery'> &
      RecoveryWish & {
        readonly by: Actor;
        /** The stack that the run left, as it was seen just now; absent: it left none. */
        readonly seen?: SeenNow;
      });

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type RunEvent =
  | (RunSubject & OfRun & { readonly type: 'DeploymentRequested'; readonly by: Person })
  | (OfHop & { readonly type: 'DeploymentApproved'; readonly by: Person })
  | (OfHop & {
      readonly type: 'DeploymentTaskAcknowledged';
      readonly task: string;
      readonly by: Person;
    })
  | (OfStep & { readonly type: 'DeploymentStepIntended'; readonly token: string })
  | (OfStep & {
      readonly type: 'DeploymentStepSucceeded';
      readonly made?: string;
      readonly changeSet?: ChangeSet;
    })
  | (OfStep & {
      readonly type: 'DeploymentStepFailed';
      readonly cause: RunCause;
      readonly again: boolean;
    })
  | Saying<'DeploymentPaused'>
  | Saying<'DeploymentResumed'>
  | Saying<'DeploymentCancelRequested'>
  | (OfHop & { readonly type: 'DeploymentHopCompleted'; readonly version: Version })
  | (OfRun & { readonly type: 'DeploymentCompleted' })
  | (OfRun & { readonly type: 'DeploymentCancelled'; readonly lastGood?: Version })
  | (OfRun & {
      readonly type: 'DeploymentFailed';
      readonly cause: RunCause;
      readonly lastGood?: Version;
    })
  | (Saying<'DeploymentRecoveryRequested'> & {
      readonly recovery: Recovery;
      readonly by: Person;
    })
  | (OfRun & { readonly type: 'DeploymentRecovered'; readonly lastGood?: Version });

export type RunCommandOf<Type extends RunCommand['type']> = Extract<RunCommand, { type: Type }>;
export type RunEventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;
