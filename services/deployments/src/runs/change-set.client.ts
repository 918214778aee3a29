import {
  type Change,
  ChangeSetNotFoundException,
  type CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import { codeOf, isPassing, refusal, withoutValues } from './aws-call.js';
import type { FoundChange } from './finding.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { toldParameters, toldStack } from './stack-calls.client.js';
import { destroys } from './stateful-kinds.js';
import { failed, type StepResult, waiting } from './step-result.js';

/** Of the whole tree: a template has at most 500 resources, three levels of ten stacks are far fewer. */
const PAGES_MAX = 500;
/** That people are shown. */
const CHANGES_MAX = 1_000;
/** CloudFormation says it in these two ways. */
const NOTHING = /didn't contain changes|No updates are to be performed/;

/** A change set and those within it, as they are told. */
class ToldChangeSet {
  private pages = 0;
  readonly changes: FoundChange[] = [];

  constructor(
    private readonly client: CloudFormationClient,
    private readonly abortSignal: AbortSignal,
  ) {}

  async page(changeSet: string, NextToken?: string): Promise<DescribeChangeSetOutput> {
    if (++this.pages > PAGES_MAX) throw new RangeError('The change set has no end.');
    const command = new DescribeChangeSetCommand({ ChangeSetName: changeSet, NextToken });
    return this.client.send(command, { abortSignal: this.abortSignal });
  }

  async read(first: DescribeChangeSetOutput, path: readonly string[] = []): Promise<void> {
    for (let page = first; ; page = await this.page(page.ChangeSetId ?? '', page.NextToken)) {
      for (const change of page.Changes ?? []) await this.take(change, path);
      if (!page.NextToken) return;
    }
  }

  private async take({ ResourceChange: change }: Change, path: readonly string[]): Promise<void> {
    if (!change) return;
    const here = [...path, change.LogicalResourceId ?? ''];
    const { Action: action = '', ResourceType: type = '', Replacement: replacement } = change;
    const isReplaced = replacement === undefined ? {} : { replacement };
    this.changes.push({ path: here, type, action, ...isReplaced, destroys: destroys(change) });
    if (change.ChangeSetId) await this.read(await this.page(change.ChangeSetId), here);
  }
}

/** Makes the change set of a hop under the token of its step, or comes upon the one that was made. */
async function made(situation: StepSituation): Promise<StepResult> {
  const { deployer, token, signal } = situation;
  const values = await situation.values();
  const command = new CreateChangeSetCommand({
    ...toldStack(situation),
    Parameters: toldParameters(values),
    ChangeSetName: token,
    ChangeSetType: 'UPDATE',
    ClientToken: token,
    IncludeNestedStacks: true,
  });
  try {
    await deployer.cloudFormation.send(command, { abortSignal: signal });
  } catch (error) {
    if (isPassing(error)) throw error;
    if (!/^AlreadyExists/.test(codeOf(error))) return refusal('CreateChangeSet', error, values);
  }
  return waiting('CloudFormation works out what is going to change.');
}

/** Shows what a hop is going to change, before anybody approves it. */
export const createChangeSet: TakeStep = async (situation) => {
  const { deployer, run, token, signal } = situation;
  const told = new ToldChangeSet(deployer.cloudFormation, signal);
  let first: DescribeChangeSetOutput;
  try {
    const asked = { ChangeSetName: token, StackName: run.stackName };
    first = await deployer.cloudFormation.send(new DescribeChangeSetCommand(asked), {
      abortSignal: signal,
    });
  } catch (error) {
    if (error instanceof ChangeSetNotFoundException) return made(situation);
    if (isPassing(error)) throw error;
    return refusal('DescribeChangeSet', error);
  }
  const { Status: status, StatusReason: reason = '', ChangeSetId: id = '' } = first;
  if (status === 'FAILED' && NOTHING.test(reason))
    return {
      is: 'done',
      made: id,
      changeSet: { changes: 0, destroys: [] },
      found: { changes: [] },
    };
  if (status === 'FAILED') {
    const said = withoutValues(reason, await situation.values());
    return failed('refused', `CloudFormation makes no change set: ${said}`);
  }
  if (status !== 'CREATE_COMPLETE')
    return waiting('CloudFormation works out what is going to change.');
  await told.read(first);
  const { changes } = told;
  const destroyed = changes.filter((change) => change.destroys);
  const rest = changes.filter((change) => !change.destroys);
  return {
    is: 'done',
    made: id,
    changeSet: { changes: changes.length, destroys: destroyed.map(({ path }) => path.join('.')) },
    found: { changes: [...destroyed, ...rest].slice(0, CHANGES_MAX) },
  };
};
