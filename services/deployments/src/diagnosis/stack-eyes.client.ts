import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import type { InspectionSession } from '../preflight/inspection-session.client.js';
import { Unseen } from '../preflight/look.js';
import { STACK_STATUSES, type StackStatus } from './next-actions.js';
import type { EventPage, StackPages } from './stack-pages.js';

/** Of one stack: years of updates, a hundred events each. */
const PAGES_MAX = 120;

/** What CloudFormation tells of stacks in one account. */
export class StackEyes {
  constructor(private readonly session: InspectionSession) {}

  /** @param stack name or ARN @throws Unseen, also where there is no such stack */
  async stack(stack: string): Promise<{ readonly id: string; readonly status: StackStatus }> {
    const client = await this.session.client(CloudFormationClient);
    const { Stacks } = await this.session.ask('cloudformation:DescribeStacks', (options) =>
      client.send(new DescribeStacksCommand({ StackName: stack }), options),
    );
    const { StackId: id, StackStatus: told } = Stacks?.[0] ?? {};
    const status = STACK_STATUSES.find((each) => each === told);
    if (id === undefined || !status) throw new Unseen('CloudFormation does not show the stack.');
    return { id, status };
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
