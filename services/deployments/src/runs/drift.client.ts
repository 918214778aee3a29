import { setTimeout as sleep } from 'node:timers/promises';
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

/** Longer than CloudFormation takes for stacks of this size; what is not known by then is said to be so. */
const ALL_MS = 10 * 60_000;
const LOOK_MS = { first: 100, most: 5_000 } as const;
const RESOURCES_MAX = 100;

const unknown = ({ path }: PlacedStack, message: string): FoundDrift => ({
  path,
  status: 'UNKNOWN',
  message,
  resources: [],
});

/** What of one stack is no longer as its template says. Stacks within are stacks of their own. */
class DriftLook {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly abortSignal: AbortSignal,
  ) {}

  async of(stack: PlacedStack): Promise<FoundDrift> {
    const { client, abortSignal } = this;
    try {
      const asked = new DetectStackDriftCommand({ StackName: stack.id });
      const { StackDriftDetectionId: id } = await client.send(asked, { abortSignal });
      const { StackDriftStatus: found, DetectionStatusReason: why = '' } = await this.ended(id);
      if (found !== 'DRIFTED' && found !== 'IN_SYNC') return unknown(stack, why);
      const resources = found === 'DRIFTED' ? await this.resources(stack) : [];
      return { path: stack.path, status: found, resources };
    } catch (error) {
      const message = abortSignal.aborted
        ? 'CloudFormation took too long.'
        : `CloudFormation said ${codeOf(error)}.`;
      return unknown(stack, message);
    }
  }

  private async ended(StackDriftDetectionId: string | undefined) {
    const { client, abortSignal } = this;
    for (let ms: number = LOOK_MS.first; ; ms = Math.min(ms * 2, LOOK_MS.most)) {
      const asked = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
      const told = await client.send(asked, { abortSignal });
      if (told.DetectionStatus !== 'DETECTION_IN_PROGRESS') return told;
      await sleep(ms, undefined, { signal: abortSignal });
    }
  }

  private async resources({ id }: PlacedStack): Promise<FoundDrift['resources']> {
    const { client, abortSignal } = this;
    const found: FoundDrift['resources'][number][] = [];
    const asked = {
      StackName: id,
      StackResourceDriftStatusFilters: ['MODIFIED' as const, 'DELETED' as const],
    };
    for await (const page of paginateDescribeStackResourceDrifts({ client }, asked, {
      abortSignal,
    })) {
      for (const each of page.StackResourceDrifts ?? [])
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

async function lookedAt({ deployer, run, signal }: StepSituation): Promise<readonly FoundDrift[]> {
  const client = deployer.cloudFormation;
  const within = AbortSignal.any([signal, AbortSignal.timeout(ALL_MS)]);
  const look = new DriftLook(client, within);
  const found: FoundDrift[] = [];
  for (const stack of await stacksOf(client, run.stackName, within)) {
    found.push(await look.of(stack));
  }
  return found;
}

/** What was changed past CloudFormation, for whoever approves. Nothing here stands in the way of a deployment. */
export const drift: TakeStep = async (situation) => {
  try {
    return { is: 'done', found: { drift: await lookedAt(situation) } };
  } catch (error) {
    const root = { id: situation.run.stackName, path: [] };
    return {
      is: 'done',
      found: { drift: [unknown(root, `CloudFormation said ${codeOf(error)}.`)] },
    };
  }
};
