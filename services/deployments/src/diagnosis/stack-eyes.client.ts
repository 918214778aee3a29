import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { InspectionSession } from '../preflight/inspection-session.client.js';
import { Unseen } from '../preflight/look.js';
import { STACK_STATUSES, type StackStatus } from './next-actions.js';
import type { EventPage, StackPages } from './stack-pages.js';

/** Of one stack: years of updates, a hundred events each. */
const PAGES_MAX = 120;

/** A stack as it is described. */
export interface SeenStack {
  readonly id: string;
  readonly status: StackStatus;
  /** With `****` for what CloudFormation does not show. */
  readonly parameters: ParameterValues;
}

/** What CloudFormation tells of stacks in one account. */
export class StackEyes {
  constructor(private readonly session: InspectionSession) {}

  /** @param stack name or ARN @throws Unseen, also where there is no such stack */
  async stack(stack: string): Promise<SeenStack> {
    const client = await this.session.client(CloudFormationClient);
    const { Stacks } = await this.session.ask('cloudformation:DescribeStacks', (options) =>
      client.send(new DescribeStacksCommand({ StackName: stack }), options),
    );
    const { StackId: id, StackStatus: told, Parameters = [] } = Stacks?.[0] ?? {};
    const status = STACK_STATUSES.find((each) => each === told);
    if (id === undefined || !status) throw new Unseen('CloudFormation does not show the stack.');
    const parameters = Parameters.map(
      ({ ParameterKey: name = '', ParameterValue: value = '' }) => [name, value] as const,
    );
    return { id, status, parameters: Object.fromEntries(parameters) };
  }

  /** Its events, newest first, as far back as they go. @throws Unseen */
  async events(id: string): Promise<StackPages> {
    const client = await this.session.client(CloudFormationClient);
    const { items: pages } = await this.session.list<EventPage, EventPage>(
      'cloudformation:DescribeStackEvents',
      (options) => paginateDescribeStackEvents({ client }, { StackName: id }, options),
      (page) => [page],
      PAGES_MAX,
    );
    return { id, pages };
  }
}
