import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  type Stack,
  type StackEvent,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../src/index.js';
import { ACCOUNT, ordering } from './sandbox-backend.js';

export const REGION = 'us-east-1';
export const OPERATOR = `arn:aws:iam::${ACCOUNT}:role/operator`;
export const CAPABILITIES = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;
const BUCKET = 'templates-of-tests';

export const urlOf = (name: string): string =>
  `https://${BUCKET}.s3.${REGION}.amazonaws.com/${name}.yml`;

/** Resources, each of the form `Name: Type` or with a body of its own. */
export const template = (
  resources: Readonly<Record<string, string | object>>,
  more: object = {},
): string =>
  JSON.stringify({
    ...more,
    Resources: Object.fromEntries(
      Object.entries(resources).map(([name, body]) => [
        name,
        typeof body === 'string' ? { Type: body } : body,
      ]),
    ),
  });

export const nested = (name: string, more: object = {}, parameters: object = {}): object => ({
  Type: 'AWS::CloudFormation::Stack',
  ...more,
  Properties: { TemplateURL: urlOf(name), Parameters: parameters },
});

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Stacks of one account, over the wire. */
export class StackStand {
  client: CloudFormationClient;

  constructor(private readonly sandbox: () => Sandbox) {
    this.client = this.as({ accessKeyId: 'OPERATOR', secretAccessKey: 'any' });
  }

  as(credentials: Credentials): CloudFormationClient {
    const endpoint = this.sandbox().url;
    return new CloudFormationClient({ endpoint, region: REGION, maxAttempts: 1, credentials });
  }

  get order(): ReturnType<typeof ordering> {
    return ordering(this.sandbox);
  }

  async prepare(compression = 10_000): Promise<void> {
    await this.order('reset', {});
    await this.order('accessKey', { accessKeyId: 'OPERATOR', roleArn: OPERATOR });
    await this.order('timeCompression', { factor: compression });
    // A client keeps the clock that it was told.
    this.client = this.as({ accessKeyId: 'OPERATOR', secretAccessKey: 'any' });
  }

  /** Moves the clock of this AWS, and lets the client hear of it. */
  async later(offsetMs: number): Promise<void> {
    await this.order('clock', { offsetMs, propagationMs: 0 });
    await this.client.send(new ListStacksCommand({})).catch(() => undefined);
  }

  /** Puts a template where stacks find it. */
  async put(name: string, text: string): Promise<string> {
    await this.order('object', { arn: `arn:aws:s3:::${BUCKET}/${name}.yml`, text });
    return urlOf(name);
  }

  async create(
    name: string,
    url: string,
    more: Partial<CreateStackCommandInput> = {},
  ): Promise<string> {
    const { StackId } = await this.client.send(
      new CreateStackCommand({
        StackName: name,
        TemplateURL: url,
        Capabilities: [...CAPABILITIES],
        ...more,
      }),
    );
    return StackId ?? '';
  }

  async stack(name: string): Promise<Stack> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks ?? [];
    if (!stack) throw new Error(`The stack ${name} is not told of.`);
    return stack;
  }

  /** Waits until nothing moves any more. */
  async settled(id: string): Promise<Stack> {
    for (let turn = 0; turn < 1_000; turn++) {
      const stack = await this.stack(id);
      if (!stack.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
      await sleep(5);
    }
    throw new Error(`The stack ${id} does not settle.`);
  }

  /** All of a stack's events, oldest first. */
  async events(id: string): Promise<readonly StackEvent[]> {
    const all: StackEvent[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(
        new DescribeStackEventsCommand({ StackName: id, NextToken }),
      );
      all.push(...(page.StackEvents ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return all.reverse();
  }

  async resources(id: string): Promise<ReadonlyMap<string, StackResourceSummary>> {
    const { StackResourceSummaries = [] } = await this.client.send(
      new ListStackResourcesCommand({ StackName: id }),
    );
    return new Map(StackResourceSummaries.map((each) => [each.LogicalResourceId ?? '', each]));
  }
}

/** `Name STATUS`, oldest first. */
export const lines = (events: readonly StackEvent[]): readonly string[] =>
  events.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`);
