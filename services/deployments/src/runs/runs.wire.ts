import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type DeploymentProgressSchema,
  type DeploymentSchema,
} from '@margay/contracts';
import { nextStep } from './next-step.js';
import { lastGood } from './run.js';
import { changeSetToWire, runHopToWire } from './run-events.wire.js';
import type { RunEvent } from './run-facts.js';
import type { RunProgress } from './run-progress.query.js';
import { runsOf } from './run-row-state.js';
import type { RunRow } from './run.row.js';
import type { Runs } from './runs.js';

/** A resource that takes longer without any news is rare. */
const STALL_MS = 20 * 60_000;

const ENDS: Readonly<Partial<Record<RunEvent['type'], string>>> = {
  DeploymentCompleted: 'completed',
  DeploymentCancelled: 'cancelled',
  DeploymentFailed: 'failed',
};

const progressToWire = (
  { saying, stacks, lookedAt, changedAt }: RunProgress,
  now: number,
): MessageInitShape<typeof DeploymentProgressSchema> => ({
  saying,
  lookedAt: timestampFromDate(lookedAt),
  changedAt: timestampFromDate(changedAt),
  stalled: now - changedAt.getTime() > STALL_MS,
  stacks: stacks.map(({ path, ...stack }) => ({ path: [...path], ...stack })),
});

function waitsFor(run: Runs) {
  if (run.is !== 'running') return {};
  const next = nextStep(run);
  switch (next.next) {
    case 'step':
      return { waitsFor: 'step', step: next.step };
    case 'approval':
      return { waitsFor: 'approval', missingApprovals: next.missing };
    case 'tasks':
      return { waitsFor: 'tasks', openTasks: [...next.tasks] };
    case 'resume':
      return { waitsFor: 'resume' };
    case 'end_hop':
    case 'end_cancelled':
      return {};
  }
}

/** @param now in milliseconds */
export function runToWire(
  row: RunRow,
  progress: RunProgress | undefined,
  now: number,
): MessageInitShape<typeof DeploymentSchema> {
  const run = runsOf(row);
  if (run.is === 'none') throw new Error('A deployment begins with its request.');
  const { event: last } = row.happened.at(-1) ?? {};
  const ended = run.is === 'over' && last ? ENDS[last.type] : undefined;
  const completed = last?.type === 'DeploymentCompleted';
  const { changeSet } = run.progress;
  return {
    accountId: row.accountId,
    run: row.run,
    status: ended ?? 'running',
    stackName: run.stackName,
    hops: run.hops.map(runHopToWire),
    hop: run.hop,
    ...waitsFor(run),
    ...(changeSet ? { changeSet: changeSetToWire(changeSet) } : {}),
    paused: run.paused,
    cancelling: run.cancelling,
    ...(last?.type === 'DeploymentFailed' ? { cause: last.cause } : {}),
    lastGood: (completed ? run.hops.at(-1)?.to : lastGood(run)) ?? '',
    revision: row.revision,
    requestedAt: timestampFromDate(row.requestedAt),
    requestedBy: actorToWire(row.requestedBy),
    ...(row.endedAt ? { endedAt: timestampFromDate(row.endedAt) } : {}),
    ...(progress && !row.endedAt ? { progress: progressToWire(progress, now) } : {}),
  };
}
