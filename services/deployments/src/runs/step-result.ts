import type { Findings } from './finding.js';
import type { RunCause, RunFailure } from './run.js';
import type { ChangeSet } from './run-steps.js';

/** One stack of the tree, as it was seen. */
export interface SeenStack {
  /** Logical ids from the root down; empty: the root. */
  readonly path: readonly string[];
  readonly status: string;
  readonly done: number;
  /** That CloudFormation has begun with so far. */
  readonly total: number;
}

/** What taking a step, or looking after it once more, came to. */
export type StepResult =
  | {
      readonly is: 'done';
      readonly made?: string;
      readonly changeSet?: Omit<ChangeSet, 'attempt'>;
      readonly found?: Partial<Findings>;
    }
  | {
      readonly is: 'failed';
      readonly cause: RunCause;
      readonly retryable: boolean;
      readonly found?: Partial<Findings>;
    }
  /** `saying` is for people, and tells nothing that is secret. */
  | {
      readonly is: 'waiting';
      readonly saying: string;
      readonly stacks?: readonly SeenStack[];
      readonly found?: Partial<Findings>;
      /** AWS did not answer, or asked for patience: no reason to fail. */
      readonly refused?: true;
    };

export const done = (made?: string): StepResult => ({
  is: 'done',
  ...(made === undefined ? {} : { made }),
});

export const failed = (
  failure: RunFailure,
  message: string,
  retryable = false,
): Extract<StepResult, { is: 'failed' }> => ({
  is: 'failed',
  cause: { failure, message },
  retryable,
});

export const waiting = (
  saying: string,
  stacks?: readonly SeenStack[],
): Extract<StepResult, { is: 'waiting' }> => ({
  is: 'waiting',
  saying,
  ...(stacks ? { stacks } : {}),
});
