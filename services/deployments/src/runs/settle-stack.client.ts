import { STACK_STATUSES } from '../diagnosis/next-actions.js';
import { withoutValues } from './aws-call.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { knowsToken, stackNow } from './stack-operation.client.js';
import { stackOutcome } from './stack-outcome.js';
import { stackTree } from './stack-tree.client.js';
import { stepToken } from './run-steps.js';
import { done, failed, type StepResult, waiting } from './step-result.js';

const MESSAGE_MAX = 5_000;

/** Which call is waited for. */
function operationOf({ run, hop, account }: StepSituation) {
  const step = hop.from === undefined ? 'create_stack' : 'execute_change_set';
  const attempt = run.progress.attempts[step] ?? 1;
  const token = stepToken({ accountId: account.id, run: run.run, hop: run.hop, step, attempt });
  return { token, stackId: run.progress.made[step] ?? run.stackName };
}

/** Why, as far as the account tells it now. */
async function explained(
  situation: StepSituation,
  stackId: string,
  failure: 'rolled_back' | 'stuck',
  status: string,
): Promise<StepResult> {
  const { diagnoses, account, hop } = situation;
  const { text, diagnosis } = await diagnoses.explain(account, stackId, hop.to);
  if (!diagnosis.cause) return failed(failure, `The stack is ${status}.`);
  // The reasons of resources may cite what they were given.
  return failed(failure, withoutValues(text, await situation.values()).slice(0, MESSAGE_MAX));
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
  return explained(situation, stackId, outcome, status);
};
