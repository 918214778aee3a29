import { type Actor, ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import { checked } from '../checked.js';
import { Diagnoses } from '../diagnosis/diagnoses.service.js';
import { Reason } from '../reason.js';
import type { RecoveryWish } from './recovery.js';
import { leftBy } from './run.js';
import type { OfStep, RunCommand, RunCommandOf, RunEvent } from './run-facts.js';
import { RunPlanning } from './run-planning.service.js';
import { RunRequest } from './run-request.js';
import { RunValues } from './run-values.query.js';
import type { Runs } from './runs.js';
import type { StepResult } from './step-result.js';
import { systemCause } from './system-cause.js';

export const RUNS = Symbol('runs');

type Saying = 'PauseDeployment' | 'ResumeDeployment' | 'CancelDeployment';

/** Who stands behind what a rollout does. */
interface Behalf {
  readonly by?: Actor;
  readonly rolloutId?: string;
}

/** What is decided about deployments. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(RUNS) private readonly runs: CommandHandler<RunCommand, Runs, RunEvent>,
    private readonly accounts: AccountReader,
    private readonly planning: RunPlanning,
    private readonly values: RunValues,
    private readonly diagnoses: Diagnoses,
  ) {}

  /**
   * @param behalf whose deployment it is, where that is not who caused it
   * @returns which run it is
   */
  async request(
    given: z.input<typeof RunRequest>,
    cause: Cause,
    { by = cause.actor, rolloutId }: Behalf = {},
  ): Promise<number> {
    const asked = checked(RunRequest, given, 'It cannot be deployed like this.');
    const { accountId, stackName } = asked;
    const account = await this.accounts.one(accountId);
    if (account.status !== 'approved')
      throw new ServiceError('conflict', `The account is ${account.status}.`);
    if (!account.facts.deployerRole || account.externalId === null)
      throw new ServiceError('conflict', 'The account names no role that it is deployed through.');
    // Before anything is kept; whether it is so is decided with the request.
    const before = await this.runs.state(accountId);
    if (before.is === 'running')
      throw new ServiceError('conflict', `Deployment ${before.run} is under way there.`);
    const planned = await this.planning.hopsOf(account, asked);
    const hops = [];
    for (const { values, ...hop } of planned)
      hops.push({ ...hop, parameters: await this.values.keep(accountId, values) });
    const command = {
      type: 'RequestDeployment',
      accountId,
      stackName,
      hops,
      ...(rolloutId === undefined ? {} : { rolloutId }),
      by,
    } as const;
    const { state } = await this.runs.execute(accountId, command, cause);
    if (state.is === 'none') throw new Error('What was just asked for is not there.');
    return state.run;
  }

  async approve(
    accountId: string,
    given: { readonly run: number; readonly hop: number; readonly changeSet?: number },
    cause: Cause,
    { by = cause.actor }: Behalf = {},
  ): Promise<void> {
    const command = { type: 'ApproveDeployment', ...given, by } as const;
    await this.runs.execute(accountId, command, cause);
  }

  async acknowledge(
    accountId: string,
    given: { readonly run: number; readonly hop: number; readonly task: string },
    cause: Cause,
  ): Promise<void> {
    const command = { type: 'AcknowledgeTask', ...given, by: cause.actor } as const;
    await this.runs.execute(accountId, command, cause);
  }

  async say(type: Saying, accountId: string, run: number, reason: string, cause: Cause) {
    const command = { type, run, reason: checked(Reason, reason) } as const;
    await this.runs.execute(accountId, command, cause);
  }

  /** After a fresh look at the stack that the run left: what may be done follows from that. */
  async recover(
    accountId: string,
    given: RecoveryWish & { readonly run: number; readonly reason: string },
    cause: Cause,
  ): Promise<void> {
    const reason = checked(Reason, given.reason);
    const before = await this.runs.state(accountId);
    const left = before.is === 'over' && before.run === given.run ? leftBy(before) : undefined;
    const seen =
      left === undefined ? {} : { seen: (await this.diagnoses.of(accountId, left, '')).found };
    const command = {
      type: 'RequestRecovery',
      ...given,
      ...seen,
      reason,
      by: cause.actor,
    } as const;
    await this.runs.execute(accountId, command, cause);
  }

  /** The latest deployment of an account, as the log has it now. */
  latest(accountId: string): Promise<Runs> {
    return this.runs.state(accountId);
  }

  async intend(accountId: string, place: Omit<RunCommandOf<'IntendStep'>, 'type'>): Promise<void> {
    await this.runs.execute(accountId, { type: 'IntendStep', ...place }, systemCause());
  }

  async conclude(
    accountId: string,
    place: OfStep,
    result: Exclude<StepResult, { is: 'waiting' }>,
  ): Promise<void> {
    const { is, found: _, ...outcome } = result;
    const command =
      is === 'done'
        ? ({ type: 'SucceedStep', ...place, ...outcome } as RunCommandOf<'SucceedStep'>)
        : ({ type: 'FailStep', ...place, ...outcome } as RunCommandOf<'FailStep'>);
    await this.runs.execute(accountId, command, systemCause());
  }
}
