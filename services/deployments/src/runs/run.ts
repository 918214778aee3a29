import type { Actor } from '@margay/contracts';
import type { Owner, Retry } from '../diagnosis/cause-classes.js';
import type { Version } from '../releases/version.js';
import type { Recovery } from './recovery.js';
import type { ChangeSet, RunHop, RunStep } from './run-steps.js';

export type Person = Pick<Actor, 'type' | 'id'>;

/** What is going to be deployed, where, and how. */
export interface RunSubject {
  readonly accountId: string;
  readonly stackName: string;
  readonly hops: readonly RunHop[];
  /** That it is a part of. */
  readonly rolloutId?: string;
}

export const RUN_FAILURES = [
  /** A check of the preflight failed, or the role or the parameters do not fit. */
  'not_ready',
  /** AWS refused the call. */
  'refused',
  /** The change set no longer fits the stack. */
  'obsolete',
  'rolled_back',
  /** A rollback failed too. */
  'stuck',
  'build_failed',
  'not_as_planned',
  'timed_out',
] as const;
export type RunFailure = (typeof RUN_FAILURES)[number];

export interface RunCause {
  readonly failure: RunFailure;
  /** A sentence or two for people, without any value of a parameter. */
  readonly message: string;
  /** Of the table of causes. Absent: it was not asked why, and neither is the rest. */
  readonly class?: string;
  readonly owner?: Owner;
  readonly retry?: Retry;
  /** Logical ids from the root stack down, or the phase of a build. */
  readonly place?: string;
}

export interface OpenStep {
  readonly step: RunStep;
  readonly attempt: number;
  readonly token: string;
}

/** What came of the hop that is under way. */
export interface HopProgress {
  readonly done: readonly RunStep[];
  /** Intended, and nobody knows what came of it. */
  readonly open?: OpenStep;
  readonly attempts: Readonly<Partial<Record<RunStep, number>>>;
  /** By its step: ARN of a stack or a change set, id of a build. */
  readonly made: Readonly<Partial<Record<RunStep, string>>>;
  readonly changeSet?: ChangeSet;
  readonly approvedBy: readonly Person[];
  readonly acknowledged: readonly string[];
}

export interface Run extends RunSubject {
  readonly run: number;
  readonly by: Person;
  /** Index of the hop that is under way. */
  readonly hop: number;
  readonly progress: HopProgress;
  readonly paused: boolean;
  readonly cancelling: boolean;
  /** All hops came through. */
  readonly completed?: true;
  /** Why it failed last. */
  readonly failure?: RunCause;
  /** What is, or was, to be done with the stack that it left, and who asked for that. */
  readonly recovery?: Recovery & { readonly by: Person };
}

export const NO_PROGRESS: HopProgress = {
  done: [],
  attempts: {},
  made: {},
  approvedBy: [],
  acknowledged: [],
};

/** The hop that is under way. */
export function hopOf({ hops, hop }: Run): RunHop {
  const current = hops[hop];
  if (current === undefined) throw new RangeError('A run is at a hop that it does not have.');
  return current;
}

/** The version that was installed and verified last; absent: none. */
export const lastGood = (run: Run): Version | undefined => hopOf(run).from;

/** A deployment that failed at its build and goes on from there: all that follows is as if it had not. */
export const buildsAgain = ({ recovery }: Run): boolean => recovery?.action === 'build_again';

/** Whether the build is what did not come through. */
export const buildIsDue = (run: Run): boolean =>
  hopOf(run).pulumiBuild &&
  run.progress.attempts.start_build !== undefined &&
  !run.progress.done.includes('settle_build') &&
  (run.recovery === undefined || buildsAgain(run));

/** The stack that a run has made or changed; absent: none. */
const changedStack = ({ progress: { made } }: Run): string | undefined =>
  made.create_stack ?? made.execute_change_set;

/** What a run that failed has left, by its id or its name; absent: nothing. A build may be all that there was to do. */
export const leftBy = (run: Run): string | undefined =>
  changedStack(run) ?? (buildIsDue(run) ? run.stackName : undefined);

/** Whether it is that stack. One that the run did not change is known by its name alone. */
export const isLeftBy = (run: Run, stackId: string): boolean =>
  leftBy(run) !== undefined && stackId === (changedStack(run) ?? stackId);
