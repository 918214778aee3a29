import type { Measured } from './rounds.js';

/** Two contenders of the same rounds, and how they must compare. */
export interface Comparison {
  readonly what: string;
  readonly base: string;
  /** The least ratio of `what` to `base`. Absent: only reported. */
  readonly atLeast?: number;
}

/** Something that either holds or not, beside all measuring. */
export interface Check {
  readonly what: string;
  readonly holds: boolean;
  /** What was counted. */
  readonly detail: string;
}

export interface Findings {
  readonly measured: readonly Measured[];
  readonly checks: readonly Check[];
  /** Worth knowing, without a verdict. */
  readonly notes: readonly string[];
  /** Version by name of the server. */
  readonly servers: Readonly<Record<string, string>>;
}

export interface Conditions {
  readonly rounds: number;
  /** Of a long run. */
  readonly events: number;
  /** Under way at the same time. */
  readonly runs: number;
  /** Shows what is going on, and what of it just now. */
  readonly progress: (stage: string, detail?: string) => void;
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** What is counted: `events`, `requests`. */
  readonly unit: string;
  readonly comparisons: readonly Comparison[];
  run(conditions: Conditions): Promise<Findings>;
}

/** The words for a turn of a round. */
export const turn =
  ({ rounds, progress }: Conditions) =>
  (round: number, name: string): void =>
    progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`, name);
