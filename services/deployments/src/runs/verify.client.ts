import {
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { readTemplate } from '../releases/release-template.js';
import type { TakeStep } from './run-step.js';
import { done, failed } from './step-result.js';

const NESTED = 'AWS::CloudFormation::Stack';
const TAG = 'PantherVersion';

/** Whether what is there is what was planned: the version of the root's template, and of the stacks within by their tags. */
export const verify: TakeStep = async ({ deployer, run, hop, signal }) => {
  const client = deployer.cloudFormation;
  const options = { abortSignal: signal };
  const { stackName: StackName } = run;
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }), options);
  const read = readTemplate(TemplateBody);
  // A template that does not say of which version it is, is the one that was told by its address.
  const version = 'problem' in read ? undefined : read.version;
  if (version !== undefined && version !== hop.to)
    return failed('not_as_planned', `The stack is of ${version}, and not of ${hop.to}.`);
  const other: string[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName }, options))
    for (const each of page.StackResourceSummaries ?? []) {
      if (each.ResourceType !== NESTED || !each.PhysicalResourceId) continue;
      const asked = new DescribeStacksCommand({ StackName: each.PhysicalResourceId });
      const tags = (await client.send(asked, options)).Stacks?.[0]?.Tags ?? [];
      const tagged = tags.find(({ Key }) => Key === TAG)?.Value?.replace(/^v/, '');
      if (tagged !== undefined && tagged !== hop.to)
        other.push(`${each.LogicalResourceId} ${tagged}`);
    }
  if (other.length > 0)
    return failed('not_as_planned', `Not of ${hop.to} are ${other.join(', ')}.`);
  return done();
};
