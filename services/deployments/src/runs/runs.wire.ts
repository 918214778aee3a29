import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type DeploymentProgressSchema,
  type DeploymentSchema,
} from '@margay/contracts';
import { nextStep } from './next-step.js';
import type { Run } from './run.js';
import { changeSetToWire, recoveryToWire, runHopToWire } from './run-events.wire.js';
import type { Findings } from './finding.js';
import { findingsToWire } from './run-findings.wire.js';
import type { RunEvent } from './run-facts.js';
import type { RunProgress } from './run-progress.query.js';
import { intendedAt, lastGoodOf, runOf } from './run-row-state.js';
import type { RunRow } from './run.row.js';
import type { Runs } from './runs.js';
import { expectedEnd, shareDone } from './stack-share.js';

/** A resource that takes longer without any news is rare. */
const STALL_MS = 20 * 60_000;

/** What a run is, by the event that ended it. A recovery that was given up leaves it as failed as it was. */
function statusOf(run: Run, last: RunEvent['type'] | undefined): string {
  switch (last) {
    case 'DeploymentCompleted':
      return 'completed';
    case 'DeploymentRecovered':
      return 'recovered';
    case 'DeploymentCancelled':
      return run.failure ? 'failed' : 'cancelled';
    default:
      return 'failed';
  }
}

/** How far the stacks are, and when they will be through: of a look that was made since they began. */
function paceOf({ stacks, lookedAt }: RunProgress, begun: Date) {
  const share = shareDone(stacks);
  if (share === undefined || lookedAt < begun) return {};
  const end = expectedEnd(share, begun.getTime(), lookedAt.getTime());
  return {
    percent: Math.floor(100 * share),
    ...(end === undefined ? {} : { expectedAt: timestampFromDate(new Date(end)) }),
  };
}

const progressToWire = (
  progress: RunProgress,
  begun: Date,
  now: number,
): MessageInitShape<typeof DeploymentProgressSchema> => {
  const { saying, stacks, lookedAt, changedAt } = progress;
  return {
    ...paceOf(progress, begun),
    saying,
    lookedAt: timestampFromDate(lookedAt),
    changedAt: timestampFromDate(changedAt),
    stalled: now - changedAt.getTime() > STALL_MS,
    stacks: stacks.map(({ path, ...stack }) => ({ path: [...path], ...stack })),
  };
};

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

/** What lies beside the log of a deployment. */
export interface Beside {
  readonly progress?: RunProgress | undefined;
  /** In the hop that it is at. */
  readonly found?: Partial<Findings>;
}

/** @param now in milliseconds */
export function runToWire(
  row: RunRow,
  { progress, found = {} }: Beside,
  now: number,
): MessageInitShape<typeof DeploymentSchema> {
  const run = runOf(row);
  const { event: last } = row.happened.at(-1) ?? {};
  const { changeSet } = run.progress;
  return {
    accountId: row.accountId,
    run: row.run,
    status: run.is === 'running' ? 'running' : statusOf(run, last?.type),
    stackName: run.stackName,
    hops: run.hops.map(runHopToWire),
    hop: run.hop,
    ...waitsFor(run),
    ...(changeSet ? { changeSet: changeSetToWire(changeSet) } : {}),
    paused: run.paused,
    cancelling: run.cancelling,
    ...(run.failure ? { cause: run.failure } : {}),
    ...(run.recovery ? { recovery: recoveryToWire(run.recovery) } : {}),
    lastGood: lastGoodOf(row) ?? '',
    rolloutId: run.rolloutId ?? '',
    revision: row.revision,
    requestedAt: timestampFromDate(row.requestedAt),
    requestedBy: actorToWire(row.requestedBy),
    ...(row.endedAt ? { endedAt: timestampFromDate(row.endedAt) } : {}),
    ...(progress && !row.endedAt
      ? { progress: progressToWire(progress, intendedAt(row), now) }
      : {}),
    ...findingsToWire(found),
  };
}
