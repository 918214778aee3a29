import type { Actor } from '@margay/contracts';
import type { RolloutOutcome, RolloutPlan } from './rollout.js';

interface Saying<Type extends string> {
  readonly type: Type;
  readonly reason: string;
}
interface OfAccount<Type extends string> {
  readonly type: Type;
  readonly accountId: string;
}

export type RolloutCommand =
  | (RolloutPlan & { readonly type: 'RequestRollout'; readonly by: Actor })
  | { readonly type: 'ApproveRollout'; readonly by: Actor }
  | Saying<'PauseRollout'>
  | Saying<'ResumeRollout'>
  | Saying<'CancelRollout'>
  | (OfAccount<'BeginRolloutDeployment'> & { readonly run: number })
  /** `at` in ISO 8601: when that was seen. */
  | (OfAccount<'RefuseRolloutDeployment'> & { readonly message: string; readonly at: string })
  | (OfAccount<'EndRolloutDeployment'> & {
      readonly outcome: RolloutOutcome;
      readonly at: string;
    });

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type RolloutEvent =
  | (RolloutPlan & { readonly type: 'RolloutRequested'; readonly by: Actor })
  | { readonly type: 'RolloutApproved'; readonly by: Actor }
  | Saying<'RolloutPaused'>
  | Saying<'RolloutResumed'>
  | Saying<'RolloutCancelled'>
  | (OfAccount<'RolloutDeploymentBegun'> & { readonly run: number })
  | (OfAccount<'RolloutDeploymentRefused'> & { readonly message: string })
  | (OfAccount<'RolloutDeploymentEnded'> & {
      readonly run: number;
      readonly outcome: RolloutOutcome;
    })
  /** `soaksUntil` in ISO 8601; absent after the last ring. */
  | {
      readonly type: 'RolloutRingCompleted';
      readonly ring: number;
      readonly soaksUntil?: string;
    }
  | { readonly type: 'RolloutHalted'; readonly ring: number; readonly failures: number }
  | { readonly type: 'RolloutCompleted' };

export type RolloutCommandOf<Type extends RolloutCommand['type']> = Extract<
  RolloutCommand,
  { type: Type }
>;
