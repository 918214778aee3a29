import type { Version } from '../releases/version.js';
import { lastGood } from './run.js';
import type { RunRow } from './run.row.js';
import { evolveRuns, type Runs } from './runs.js';

/** What a deployment has come to, from all that happened in it. */
export const runsOf = ({ happened }: Pick<RunRow, 'happened'>): Runs =>
  happened.reduce<Runs>((runs, { event }) => evolveRuns(runs, event), { is: 'none' });

/** The same of a row, which begins with the request. */
export function runOf(row: Pick<RunRow, 'happened'>): Exclude<Runs, { is: 'none' }> {
  const run = runsOf(row);
  if (run.is === 'none') throw new Error('A deployment begins with its request.');
  return run;
}

/** The version that was installed and verified last; undefined: none. */
export function lastGoodOf(row: Pick<RunRow, 'happened'>): Version | undefined {
  const run = runOf(row);
  const completed = row.happened.at(-1)?.event.type === 'DeploymentCompleted';
  return completed ? run.hops.at(-1)?.to : lastGood(run);
}

/** When the step that is open was intended. */
export const intendedAt = ({
  happened,
  requestedAt,
}: Pick<RunRow, 'happened' | 'requestedAt'>): Date => {
  const intent = happened.findLast(({ event }) => event.type === 'DeploymentStepIntended');
  return intent ? new Date(intent.at) : requestedAt;
};
