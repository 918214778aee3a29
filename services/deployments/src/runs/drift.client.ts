import {
  type CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  paginateDescribeStackResourceDrifts,
} from '@aws-sdk/client-cloudformation';
import { codeOf } from './aws-call.js';
import type { FoundDrift } from './finding.js';
import { type PlacedStack, stacksOf } from './nested-stacks.client.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { waiting } from './step-result.js';

/** Longer than CloudFormation takes for stacks of this size; what is not known by then is said to be so. */
const ALL_MS = 10 * 60_000;
const RESOURCES_MAX = 100;

const unknown = (stack: FoundDrift, message: string): FoundDrift => {
  const { stackId, path } = stack;
  return { stackId, path, status: 'UNKNOWN', message, resources: [] };
};

/** What of one stack is no longer as its template says. Stacks within are stacks of their own. */
class DriftLook {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly abortSignal: AbortSignal,
  ) {}

  begin({ id: stackId, path }: PlacedStack): Promise<FoundDrift> {
    const stack: FoundDrift = { stackId, path, status: 'CHECKING', resources: [] };
    return this.seen(stack, async () => {
      const asked = new DetectStackDriftCommand({ StackName: stackId });
      const { abortSignal } = this;
      const { StackDriftDetectionId: id } = await this.client.send(asked, { abortSignal });
      return id === undefined
        ? unknown(stack, 'CloudFormation begins nothing.')
        : { ...stack, detection: id };
    });
  }

  goOn(stack: FoundDrift): Promise<FoundDrift> {
    const { detection, stackId, path } = stack;
    if (stack.status !== 'CHECKING' || detection === undefined) return Promise.resolve(stack);
    return this.seen(stack, async () => {
      const { abortSignal } = this;
      const asked = new DescribeStackDriftDetectionStatusCommand({
        StackDriftDetectionId: detection,
      });
      const told = await this.client.send(asked, { abortSignal });
      if (told.DetectionStatus === 'DETECTION_IN_PROGRESS') return stack;
      const { StackDriftStatus: status, DetectionStatusReason: why = '' } = told;
      if (status === 'IN_SYNC') return { stackId, path, status, resources: [] };
      if (status !== 'DRIFTED') return unknown(stack, why);
      return { stackId, path, status, resources: await this.resources(stackId) };
    });
  }

  /** A look that fails is said to be so, and no more. */
  private async seen(stack: FoundDrift, look: () => Promise<FoundDrift>): Promise<FoundDrift> {
    try {
      return await look();
    } catch (error) {
      return unknown(stack, `CloudFormation said ${codeOf(error)}.`);
    }
  }

  private async resources(StackName: string): Promise<FoundDrift['resources']> {
    const { client, abortSignal } = this;
    const found: FoundDrift['resources'][number][] = [];
    const filters = { StackResourceDriftStatusFilters: ['MODIFIED' as const, 'DELETED' as const] };
    const asked = { StackName, ...filters };
    const pages = paginateDescribeStackResourceDrifts({ client }, asked, { abortSignal });
    for await (const { StackResourceDrifts = [] } of pages) {
      for (const each of StackResourceDrifts)
        found.push({
          logicalId: each.LogicalResourceId ?? '',
          type: each.ResourceType ?? '',
          status: each.StackResourceDriftStatus ?? '',
          properties: (each.PropertyDifferences ?? []).map(({ PropertyPath = '' }) => PropertyPath),
        });
      if (found.length >= RESOURCES_MAX) break;
    }
    return found.slice(0, RESOURCES_MAX);
  }
}

async function begun(look: DriftLook, { deployer, run, signal }: StepSituation) {
  const root: FoundDrift = { stackId: run.stackName, path: [], status: 'CHECKING', resources: [] };
  try {
    const found: FoundDrift[] = [];
    for (const stack of await stacksOf(deployer.cloudFormation, run.stackName, signal))
      found.push(await look.begin(stack));
    return found;
  } catch (error) {
    return [unknown(root, `CloudFormation said ${codeOf(error)}.`)];
  }
}

/**
 * What was changed past CloudFormation, for whoever approves. Nothing here stands in the way of a deployment: what
 * cannot be looked at is not known. Detections go on by themselves, and their ids lie with what was found so far.
 */
export const drift: TakeStep = async (situation) => {
  const { deployer, since, signal, findings } = situation;
  const look = new DriftLook(deployer.cloudFormation, signal);
  const { drift: before } = await findings();
  const found: FoundDrift[] = [];
  if (before) for (const stack of before) found.push(await look.goOn(stack));
  else found.push(...(await begun(look, situation)));
  const open = found.filter(({ status }) => status === 'CHECKING').length;
  if (open === 0) return { is: 'done', found: { drift: found } };
  if (Date.now() - since.getTime() < ALL_MS) {
    const saying = `Drift is looked for: ${found.length - open} of ${found.length} stacks.`;
    return { ...waiting(saying), found: { drift: found } };
  }
  const late = found.map((each) =>
    each.status === 'CHECKING' ? unknown(each, 'CloudFormation took too long.') : each,
  );
  return { is: 'done', found: { drift: late } };
};
