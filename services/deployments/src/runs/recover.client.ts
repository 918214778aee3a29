import {
  type CloudFormationClient,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  RollbackStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { isPassing, refusal } from './aws-call.js';
import type { Recovery, StackRecovery } from './recovery.js';
import { type StepSituation, type TakeStep, tokenOf } from './run-step.js';
import { explained } from './settle-stack.client.js';
import { knowsToken, stackNow } from './stack-operation.client.js';
import { done, failed, type StepResult, waiting } from './step-result.js';

type Call = (
  client: CloudFormationClient,
  recovery: Recovery,
  token: string,
  options: { readonly abortSignal: AbortSignal },
) => Promise<unknown>;

const deleted: Call = async (client, { stackId: StackName, resources }, token, options) => {
  // We protected it when it was made.
  const open = { StackName, EnableTerminationProtection: false };
  await client.send(new UpdateTerminationProtectionCommand(open), options);
  const RetainResources = resources.length > 0 ? [...resources] : undefined;
  const command = { StackName, RetainResources, ClientRequestToken: token };
  return client.send(new DeleteStackCommand(command), options);
};

const CALLS: Readonly<Record<StackRecovery, Call>> = {
  delete: deleted,
  delete_and_retain: deleted,
  roll_back: (client, { stackId }, token, options) =>
    client.send(
      new RollbackStackCommand({ StackName: stackId, ClientRequestToken: token }),
      options,
    ),
  continue_rollback: (client, { stackId, resources }, token, options) =>
    client.send(
      new ContinueUpdateRollbackCommand({
        StackName: stackId,
        ResourcesToSkip: [...resources],
        ClientRequestToken: token,
      }),
      options,
    ),
};

/** What was approved was approved of a stack in that status, and is not done in any other. */
export async function unlessAsProposed(
  client: CloudFormationClient,
  { stackId, status }: Recovery,
  signal: AbortSignal,
): Promise<StepResult | undefined> {
  const { StackStatus: now = 'gone' } = (await stackNow(client, stackId, signal)) ?? {};
  if (now.endsWith('_IN_PROGRESS')) return waiting(`The stack is ${now}.`);
  if (now === status) return undefined;
  return failed('obsolete', `The stack is ${now} by now, and was ${status} when it was proposed.`);
}

function recoveryIn({ run: { recovery } }: StepSituation) {
  if (!recovery || recovery.action === 'build_again')
    throw new Error('A stack is dealt with where that was asked for.');
  return { ...recovery, action: recovery.action };
}

/** Does with the stack what was approved, if it still is as it was then. */
export const recover: TakeStep = async (situation) => {
  const { deployer, token, since, signal } = situation;
  const recovery = recoveryIn(situation);
  const { action, stackId } = recovery;
  const client = deployer.cloudFormation;
  // Done before under this token, by whoever did not live to tell.
  if (await knowsToken(client, stackId, token, since, signal)) return done(stackId);
  const otherwise = await unlessAsProposed(client, recovery, signal);
  if (otherwise) return otherwise;
  try {
    await CALLS[action](client, recovery, token, { abortSignal: signal });
    return done(stackId);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (await knowsToken(client, stackId, token, since, signal)) return done(stackId);
    return refusal(`to ${action.replaceAll('_', ' ')}`, error);
  }
};

/** Waits until CloudFormation is through with that. */
export const settleRecovery: TakeStep = async (situation) => {
  const { deployer, signal, since } = situation;
  const { stackId } = recoveryIn(situation);
  const client = deployer.cloudFormation;
  const token = tokenOf(situation, 'recover');
  // First, so that the status is not that of before.
  const isTold = await knowsToken(client, stackId, token, since, signal);
  const { StackStatus: status = 'DELETE_COMPLETE' } =
    (await stackNow(client, stackId, signal)) ?? {};
  if (!isTold) return waiting(`The stack is ${status}, and has not begun what it was told.`);
  if (status.endsWith('_IN_PROGRESS')) return waiting(`The stack is ${status}.`);
  return status.endsWith('_FAILED') ? explained(situation, stackId, 'stuck') : done(stackId);
};
