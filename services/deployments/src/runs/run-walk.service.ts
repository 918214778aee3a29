import { ServiceError } from '@margay/contracts';
import { counter } from '@margay/observability';
import { Injectable, Logger } from '@nestjs/common';
import { AccountReader } from '../accounts/account-reader.service.js';
import { Diagnoses } from '../diagnosis/diagnoses.service.js';
import { codeOf } from './aws-call.js';
import { Deployers } from './deployer.client.js';
import { nextStep } from './next-step.js';
import type { Seen } from './read-pace.js';
import { hopOf, type Run } from './run.js';
import { RunFindings } from './run-findings.query.js';
import { RunProgresses } from './run-progress.query.js';
import { RunReader } from './run-reader.service.js';
import type { RunRow } from './run.row.js';
import { RunValues } from './run-values.query.js';
import { intendedAt, runsOf } from './run-row-state.js';
import { RunsService } from './runs.service.js';
import { failed, type StepResult, waiting } from './step-result.js';
import { STEP_MS_MAX, TakeSteps } from './take-step.service.js';

/** One call, or one look at a tree of stacks. */
const LOOK_MS_MAX = 60_000;

const taken = counter({
  name: 'margay_deployments_steps_total',
  help: 'Steps of deployments that came to an end, by what they came to.',
  labels: ['step', 'outcome'],
});

/** What one turn of a walk came to: on at once, after a while, or not before people have said something. */
export type Turn = 'on' | Seen | 'people' | 'over';

const REFUSED = {
  is: 'waiting',
  saying: 'AWS does not answer, or asks for patience.',
  refused: true,
} as const satisfies StepResult;

/** Takes a deployment one step on. All it needs to know is in the log, so whoever comes next goes on where it was. */
@Injectable()
export class RunWalk {
  private readonly logger = new Logger('deployments');

  constructor(
    private readonly reader: RunReader,
    private readonly runs: RunsService,
    private readonly accounts: AccountReader,
    private readonly deployers: Deployers,
    private readonly values: RunValues,
    private readonly progresses: RunProgresses,
    private readonly findings: RunFindings,
    private readonly diagnoses: Diagnoses,
    private readonly steps: TakeSteps,
  ) {}

  async turn(accountId: string, number: number, signal: AbortSignal): Promise<Turn> {
    const row = await this.reader.one(accountId, number);
    const run = runsOf(row);
    if (run.is !== 'running') return 'over';
    const next = nextStep(run);
    if (next.next !== 'step') return 'people';
    const { hop } = run;
    const { step, attempt } = next;
    if (!next.intended) {
      await this.runs.intend(accountId, { run: number, hop, step });
      return 'on';
    }
    const result = await this.take(row, run, signal);
    // Another process goes on with it.
    if (signal.aborted) return 'same';
    const place = { run: number, hop, step, attempt };
    if (result.found) await this.findings.keep({ accountId, run: number, hop }, result.found);
    if (result.is === 'waiting') {
      const { saying, stacks = [], refused } = result;
      const changed = await this.progresses.saw(accountId, number, saying, stacks);
      if (refused) return 'refused';
      return changed ? 'changed' : 'same';
    }
    await this.runs.conclude(accountId, place, result);
    taken.inc({ step, outcome: result.is });
    return 'on';
  }

  private async take(row: RunRow, run: Run, signal: AbortSignal): Promise<StepResult> {
    const { open } = run.progress;
    if (!open) throw new Error('Only a step that is intended is taken.');
    const since = intendedAt(row);
    const result = await this.attempt(row, run, open, since, signal);
    const late = result.is === 'waiting' && Date.now() - since.getTime() > STEP_MS_MAX[open.step];
    if (!late) return result;
    return failed('timed_out', `It took longer than it may. What was seen last: ${result.saying}`);
  }

  private async attempt(
    { accountId }: RunRow,
    run: Run,
    { step, token }: NonNullable<Run['progress']['open']>,
    since: Date,
    signal: AbortSignal,
  ): Promise<StepResult> {
    const hop = hopOf(run);
    try {
      const account = await this.accounts.one(accountId);
      const deployer = await this.deployers.of(account);
      if (!deployer) return waiting('The account names no role that it may be deployed through.');
      return await this.steps.by[step]({
        run,
        hop,
        account,
        deployer,
        token,
        since,
        values: () => this.values.read(hop.parameters),
        findings: () => this.findings.of({ accountId, run: run.run, hop: run.hop }),
        diagnoses: this.diagnoses,
        signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS_MAX)]),
      });
    } catch (error) {
      if (signal.aborted) return REFUSED;
      if (error instanceof ServiceError && error.code === 'not_found')
        return failed('not_ready', error.message);
      // Errors of the SDK carry whole answers: its code is all that is told.
      this.logger.debug('A step will be looked at again.', { step, code: codeOf(error) });
      const said = error instanceof ServiceError ? error.message : `AWS said ${codeOf(error)}.`;
      return { ...REFUSED, saying: said };
    }
  }
}
