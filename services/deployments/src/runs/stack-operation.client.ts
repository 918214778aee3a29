import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** Events of the root are few: there is one for each of its stacks and resources, twice or thrice. */
const PAGES_MAX = 10;

const GONE = /does not exist/;

/** A stack by name or ARN; undefined: there is none. */
export async function stackNow(
  client: CloudFormationClient,
  stack: string,
  abortSignal: AbortSignal,
): Promise<Stack | undefined> {
  try {
    const command = new DescribeStacksCommand({ StackName: stack });
    return (await client.send(command, { abortSignal })).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && GONE.test(error.message))
      return undefined;
    throw error;
  }
}

/**
 * Whether a stack was ever told to do something under a token: how a call of ours is known again, whoever made it. Its
 * own events carry the token of what they belong to.
 */
export async function knowsToken(
  client: CloudFormationClient,
  stack: string,
  token: string,
  since: Date,
  abortSignal: AbortSignal,
): Promise<boolean> {
  // AWS's clock and ours need not agree.
  const from = since.getTime() - 5 * 60_000;
  let pages = 0;
  const asked = paginateDescribeStackEvents({ client }, { StackName: stack }, { abortSignal });
  for await (const { StackEvents = [] } of asked) {
    if (StackEvents.some(({ ClientRequestToken }) => ClientRequestToken === token)) return true;
    const oldest = StackEvents.at(-1)?.Timestamp?.getTime() ?? 0;
    if (++pages >= PAGES_MAX || oldest < from) return false;
  }
  return false;
}
