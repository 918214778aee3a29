import {
  type CloudFormationClient,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { ServiceError } from '@margay/contracts';
import { readTemplate } from '../releases/release-template.js';
import { stacksOf } from './nested-stacks.client.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { stackNow } from './stack-operation.client.js';
import { failed } from './step-result.js';
import { problemsOf } from './verification.js';

const TAG = 'PantherVersion';
const FIRST_USER = 'FirstUserEmail';

const versionTagged = (stack: Stack | undefined): string | undefined =>
  stack?.Tags?.find(({ Key }) => Key === TAG)?.Value?.replace(/^v/, '');

async function versionsWithin(
  client: CloudFormationClient,
  root: string,
  signal: AbortSignal,
): Promise<readonly { readonly path: readonly string[]; readonly version?: string }[]> {
  const [, ...within] = await stacksOf(client, root, signal);
  const found = [];
  for (const { id, path } of within) {
    const version = versionTagged(await stackNow(client, id, signal));
    found.push({ path, ...(version === undefined ? {} : { version }) });
  }
  return found;
}

/** A first installation ends with an invitation of its first user, by mail. Who that is may be forgotten by now. */
async function firstUserInvited({ hop, values }: StepSituation): Promise<boolean> {
  if (hop.from !== undefined) return false;
  try {
    return Boolean((await values())[FIRST_USER]);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return false;
    throw error;
  }
}

/** Whether what is there is what was planned, and what of it nobody can tell. */
export const verify: TakeStep = async (situation) => {
  const { deployer, run, hop, signal } = situation;
  const { stackName: StackName } = run;
  const client = deployer.cloudFormation;
  const options = { abortSignal: signal };
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }), options);
  const read = readTemplate(TemplateBody);
  const { version, outputs = [] } = 'problem' in read ? {} : read;
  const told = (await stackNow(client, StackName, signal))?.Outputs ?? [];
  const verification = {
    ...(version === undefined ? {} : { version }),
    stacks: await versionsWithin(client, StackName, signal),
    missingOutputs: outputs.filter((name) => !told.some(({ OutputKey }) => OutputKey === name)),
    firstUserInvited: await firstUserInvited(situation),
  };
  const found = { verification };
  const problems = problemsOf(verification, hop.to);
  if (problems.length === 0) return { is: 'done', found };
  return { ...failed('not_as_planned', problems.join(' ')), found };
};
