import type { Decider } from '@margay/event-store';
import type { Owner, Retry } from '../diagnosis/cause-classes.js';
import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { StackStatus } from '../diagnosis/next-actions.js';
import type { Version } from '../releases/version.js';

export interface DiagnosedCause {
  readonly class: string;
  readonly owner: Owner;
  readonly retry: Retry;
  /** ARN of the stack within which it failed. */
  readonly stackId: string;
  /** Logical ids from the root stack down to the resource. */
  readonly path: readonly string[];
  readonly resourceType: string;
  /** What was denied; absent: nothing. */
  readonly action?: string;
  readonly remedy: string;
}

/** What a diagnosis comes to, and the proof of what it was made from. */
export interface Diagnosed {
  readonly stackId: string;
  readonly version?: Version;
  readonly status: StackStatus;
  readonly outcome: Diagnosis['outcome'];
  readonly kind?: NonNullable<Diagnosis['kind']>;
  readonly cause?: DiagnosedCause;
  /** The content itself lies beside the log. */
  readonly evidence: { readonly sha256: string; readonly bytes: number };
}

export type KeptDiagnosisCommand = Diagnosed & { readonly type: 'KeepDiagnosis' };

/** Stored for ever under these names and shapes: add new ones, never edit. Those of an account are counted from 1. */
export type KeptDiagnosisEvent = Diagnosed & {
  readonly type: 'StackDiagnosed';
  readonly number: number;
};

export interface KeptDiagnosesState {
  readonly count: number;
}

/** The diagnoses that were kept of an account in a region: one stream, in which they are counted. */
export const keptDiagnosisDecider: Decider<
  KeptDiagnosisCommand,
  KeptDiagnosesState,
  KeptDiagnosisEvent
> = {
  initial: { count: 0 },
  decide: (command, { count }) => [{ ...command, type: 'StackDiagnosed', number: count + 1 }],
  evolve: (_, { number }) => ({ count: number }),
};
