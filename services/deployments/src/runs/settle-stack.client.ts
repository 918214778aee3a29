import { ServiceError } from '@margay/contracts';
import { STACK_STATUSES } from '../diagnosis/next-actions.js';
import { Unseen } from '../preflight/look.js';
import { isPassing, withoutValues } from './aws-call.js';
import { type StepSituation, type TakeStep, tokenOf } from './run-step.js';
import { knowsToken, stackNow } from './stack-operation.client.js';
import { maskedDiagnosis, stackCause } from './stack-cause.js';
import { stackOutcome } from './stack-outcome.js';
import { stackTree } from './stack-tree.client.js';
import { done, failed, type StepResult, waiting } from './step-result.js';

/** Which call is waited for. */
function operationOf(situation: StepSituation) {
  const { run, hop } = situation;
  const step = hop.from === undefined ? 'create_stack' : 'execute_change_set';
  return { token: tokenOf(situation, step), stackId: run.progress.made[step] ?? run.stackName };
}

/** Why, as far as the account tells it now. */
export async function explained(
  { account, hop, diagnoses, values }: StepSituation,
  stackId: string,
  failure: 'rolled_back' | 'stuck',
): Promise<StepResult> {
  try {
    const { found: told } = await diagnoses.explain(account, stackId, hop.to);
    const given = await values();
    const diagnosis = maskedDiagnosis(told, (text) => withoutValues(text, given));
    const cause = stackCause(failure, diagnosis);
    return { is: 'failed', cause, retryable: false, found: { diagnosis } };
  } catch (error) {
    const isGone = error instanceof ServiceError && error.code === 'not_found';
    const isHidden =
      error instanceof Unseen && !(error.cause instanceof Error && isPassing(error.cause));
    if (!isGone && !isHidden) throw error;
    // Without the values nobody could take them out of what CloudFormation says.
    return failed(failure, `The stack did not come through. Why is not shown: ${error.message}`);
  }
}

/** Waits until CloudFormation is through with what it was told, and says why that did not come through. */
export const settleStack: TakeStep = async (situation) => {
  const { deployer, since, signal } = situation;
  const client = deployer.cloudFormation;
  const { token, stackId } = operationOf(situation);
  const stack = await stackNow(client, stackId, signal);
  const status = STACK_STATUSES.find((each) => each === stack?.StackStatus);
  if (!status) return failed('rolled_back', 'There is no such stack any longer.');
  const outcome = stackOutcome(status);
  if (outcome === undefined) {
    const stacks = await stackTree(client, stackId, status, signal);
    return waiting(`The stack is ${status}.`, stacks);
  }
  // What it is may be what it was before: it has to know of our call.
  if (!(await knowsToken(client, stackId, token, since, signal)))
    return waiting(`The stack is ${status}, and has not begun what it was told.`);
  if (outcome === 'succeeded') return done(stackId);
  return explained(situation, stackId, outcome);
};
