import type { Diagnoses } from '../diagnosis/diagnoses.service.js';
import type { AccountRow } from '../accounts/account.row.js';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Deployer } from './deployer.client.js';
import type { Findings } from './finding.js';
import type { Run } from './run.js';
import { type RunHop, type RunStep, stepToken } from './run-steps.js';
import type { StepResult } from './step-result.js';

/** All that is needed to take a step of a run, or to look after it. */
export interface StepSituation {
  readonly run: Run;
  readonly hop: RunHop;
  readonly account: AccountRow;
  readonly deployer: Deployer;
  /** What AWS knows the call by. */
  readonly token: string;
  /** When its intent was stored. */
  readonly since: Date;
  /** @throws ServiceError `not_found` once they are thrown away */
  values(): Promise<ParameterValues>;
  /** What was found so far in this hop. */
  findings(): Promise<Partial<Findings>>;
  readonly diagnoses: Pick<Diagnoses, 'explain'>;
  readonly signal: AbortSignal;
}

/** What AWS knows an earlier step by: its last attempt. */
export const tokenOf = ({ run, account }: StepSituation, step: RunStep): string =>
  stepToken({
    accountId: account.id,
    run: run.run,
    hop: run.hop,
    step,
    attempt: run.progress.attempts[step] ?? 1,
  });

/** Takes a step, or looks after it: called again until it is done. @throws whatever AWS or the network throws */
export type TakeStep = (situation: StepSituation) => Promise<StepResult>;
