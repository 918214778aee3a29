import { Injectable } from '@nestjs/common';
import { nextStep } from '../runs/next-step.js';
import { RunReader } from '../runs/run-reader.service.js';
import { runOf } from '../runs/run-row-state.js';
import type { Runs } from '../runs/runs.js';
import { RunsService } from '../runs/runs.service.js';
import { systemCause } from '../runs/system-cause.js';
import { FreezesService } from './freezes.service.js';
import { isFrozen, type Moment, nextDeployments, stoppedBy } from './next-deployments.js';
import { type RolloutOutcome, type RolloutState, type RolloutTarget, underWay } from './rollout.js';
import { RolloutValues } from './rollout-values.query.js';
import { refusalOf, RolloutsService, runRequestOf } from './rollouts.service.js';

/** How a deployment has ended; undefined: it has not. A stack that was dealt with after a failure has failed all the same. */
export function outcomeOf(run: Runs): RolloutOutcome | undefined {
  if (run.is !== 'over') return undefined;
  if (run.failure) return 'failed';
  return run.completed ? 'completed' : 'cancelled';
}

/** Takes a rollout on as far as it goes now. All it needs to know is in the log, so whoever comes next goes on where it was. */
@Injectable()
export class RolloutWalk {
  constructor(
    private readonly rollouts: RolloutsService,
    private readonly runs: RunsService,
    private readonly reader: RunReader,
    private readonly freezes: FreezesService,
    private readonly values: RolloutValues,
  ) {}

  async turn(id: string): Promise<void> {
    const moment = { now: new Date(), frozen: isFrozen(await this.freezes.now(), new Date()) };
    const before = await this.rollouts.state(id);
    for (const { accountId, run } of underWay(before)) {
      const deployment = runOf(await this.reader.one(accountId, run));
      const ended = outcomeOf(deployment);
      if (ended !== undefined) await this.end(id, accountId, ended);
      else await this.approve(before, moment, deployment);
    }
    // One look after the other: what has failed just now stops what would begin.
    const rollout = await this.rollouts.state(id);
    for (const target of nextDeployments(rollout, moment)) await this.begin(id, rollout, target);
  }

  private end(id: string, accountId: string, outcome: RolloutOutcome): Promise<void> {
    const at = new Date().toISOString();
    const command = { type: 'EndRolloutDeployment', accountId, outcome, at } as const;
    return this.rollouts.execute(id, command, systemCause());
  }

  /** The approval of the rollout is the first of each hop. Where a second is needed, somebody has to have looked. */
  private async approve(rollout: RolloutState, moment: Moment, run: Runs): Promise<void> {
    const { approvedBy: by } = rollout;
    if (run.is !== 'running' || !by || stoppedBy(rollout, moment)) return;
    const { approvedBy, changeSet } = run.progress;
    const has = approvedBy.some(({ type, id }) => type === by.type && id === by.id);
    if (has || nextStep(run).next !== 'approval') return;
    const looked = changeSet ? { changeSet: changeSet.attempt } : {};
    const given = { run: run.run, hop: run.hop, ...looked };
    await this.runs.approve(run.accountId, given, systemCause(), { by });
  }

  private async begin(id: string, rollout: RolloutState, target: RolloutTarget): Promise<void> {
    const { accountId } = target;
    try {
      const run = (await this.begun(id, accountId)) ?? (await this.request(id, rollout, target));
      const command = { type: 'BeginRolloutDeployment', accountId, run } as const;
      await this.rollouts.execute(id, command, systemCause());
    } catch (error) {
      const message = refusalOf(error);
      if (message === undefined) throw error;
      const at = new Date().toISOString();
      const command = { type: 'RefuseRolloutDeployment', accountId, message, at } as const;
      await this.rollouts.execute(id, command, systemCause());
    }
  }

  /** What a process asked for that did not live to tell. */
  private async begun(id: string, accountId: string): Promise<number | undefined> {
    const latest = await this.runs.latest(accountId);
    return latest.is !== 'none' && latest.rolloutId === id ? latest.run : undefined;
  }

  private async request(id: string, rollout: RolloutState, target: RolloutTarget) {
    const parameters = (await this.values.of(id, target.accountId)) ?? {};
    const asked = runRequestOf(rollout, target, parameters);
    return this.runs.request(asked, systemCause(), { by: rollout.by, rolloutId: id });
  }
}
