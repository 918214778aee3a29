import type { RunRow } from './run.row.js';
import { evolveRuns, type Runs } from './runs.js';

/** What a deployment has come to, from all that happened in it. */
export const runsOf = ({ happened }: Pick<RunRow, 'happened'>): Runs =>
  happened.reduce<Runs>((runs, { event }) => evolveRuns(runs, event), { is: 'none' });
