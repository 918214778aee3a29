import {
  CancelUpdateStackCommand,
  type Capability,
  CreateStackCommand,
  ExecuteChangeSetCommand,
  type Parameter,
} from '@aws-sdk/client-cloudformation';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import { DEPLOYMENT_TAG } from '../preflight/deployer-policy.js';
import { codeOf, isPassing, refusal } from './aws-call.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { knowsToken, stackNow } from './stack-operation.client.js';
import { done, failed } from './step-result.js';

export const toldParameters = (values: ParameterValues): Parameter[] =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));

/** What a stack is made and updated with, beside its values. */
export const toldStack = ({ run, hop, account }: StepSituation) => ({
  StackName: run.stackName,
  TemplateURL: hop.templateUrl,
  Capabilities: [...hop.capabilities] as Capability[],
  // The same in each version: a tag that changed would touch every resource.
  Tags: [{ Key: DEPLOYMENT_TAG, Value: account.id }],
  // CloudFormation acts as the deployment role where that deploys; else with the rights of the caller.
  ...(account.facts.deployedBy === 'deployment_role'
    ? { RoleARN: `arn:aws:iam::${account.account}:role/PantherDeploymentRole` }
    : {}),
});

export const createStack: TakeStep = async (situation) => {
  const { deployer, run, token, since, signal } = situation;
  const client = deployer.cloudFormation;
  const values = await situation.values();
  const command = new CreateStackCommand({
    ...toldStack(situation),
    Parameters: toldParameters(values),
    EnableTerminationProtection: true,
    RetainExceptOnCreate: true,
    ClientRequestToken: token,
  });
  try {
    const { StackId } = await client.send(command, { abortSignal: signal });
    return done(StackId);
  } catch (error) {
    if (isPassing(error)) throw error;
    // Made before under this token, by whoever did not live to tell.
    if (/^(AlreadyExists|TokenAlreadyExists)/.test(codeOf(error))) {
      const stack = await stackNow(client, run.stackName, signal);
      if (stack && (await knowsToken(client, run.stackName, token, since, signal)))
        return done(stack.StackId);
    }
    return refusal('CreateStack', error, values);
  }
};

/** The change set that was approved: what the step that made it left. */
export const executeChangeSet: TakeStep = async ({ deployer, run, token, since, signal }) => {
  const client = deployer.cloudFormation;
  const { stackName } = run;
  const changeSet = run.progress.made.create_change_set;
  const stack = await stackNow(client, stackName, signal);
  if (!stack || changeSet === undefined)
    return failed('not_ready', `There is no stack ${stackName} to update.`);
  try {
    const command = new ExecuteChangeSetCommand({
      ChangeSetName: changeSet,
      StackName: stackName,
      ClientRequestToken: token,
    });
    await client.send(command, { abortSignal: signal });
    return done(stack.StackId);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (await knowsToken(client, stackName, token, since, signal)) return done(stack.StackId);
    if (/^(InvalidChangeSetStatus|ChangeSetNotFound)/.test(codeOf(error)))
      return failed('obsolete', 'The change set no longer fits the stack.', true);
    return refusal('ExecuteChangeSet', error);
  }
};

export const cancelUpdate: TakeStep = async ({ deployer, run, token, since, signal }) => {
  const client = deployer.cloudFormation;
  const asked = { StackName: run.stackName, ClientRequestToken: token };
  try {
    await client.send(new CancelUpdateStackCommand(asked), { abortSignal: signal });
    return done();
  } catch (error) {
    if (isPassing(error)) throw error;
    if (await knowsToken(client, run.stackName, token, since, signal)) return done();
    return refusal('CancelUpdateStack', error);
  }
};
