export interface StepOptions {
  readonly deadlineMs: number;
  /** What to do when it fails. */
  readonly hint?: string;
  readonly signal?: AbortSignal;
}

export interface StepTools {
  /** Aborted at the deadline or from outside. */
  readonly signal: AbortSignal;
  /** Adds to the line that is printed at the end. */
  readonly note: (text: string) => void;
}

/** Progress, step by step; `steps.mjs` prints it. */
export interface Steps {
  /** Prints a line of its own. */
  write(line: string): void;
  step<T>(title: string, options: StepOptions, work: (tools: StepTools) => Promise<T>): Promise<T>;
}

/** Says nothing. The deadlines of what is called still hold. */
export const QUIET: Steps = {
  write: () => undefined,
  step: (_title, { deadlineMs, signal }, work) => {
    const late = AbortSignal.timeout(deadlineMs);
    return work({
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      note: () => undefined,
    });
  },
};
