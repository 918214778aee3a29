/** One of CloudFormation's events, as the SDK gives it. */
export interface DescribedEvent {
  readonly EventId?: string | undefined;
  readonly StackId?: string | undefined;
  readonly StackName?: string | undefined;
  readonly OperationId?: string | undefined;
  readonly LogicalResourceId?: string | undefined;
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly Timestamp?: Date | undefined;
  readonly ResourceStatus?: string | undefined;
  readonly ResourceStatusReason?: string | undefined;
  readonly HookType?: string | undefined;
  readonly HookStatus?: string | undefined;
  readonly HookStatusReason?: string | undefined;
  readonly HookFailureMode?: string | undefined;
}

/** A page of events, newest first. */
export interface EventPage {
  readonly StackEvents?: readonly DescribedEvent[] | undefined;
  readonly NextToken?: string | undefined;
}

/** What was read of one stack: its pages in the order in which they were asked for. */
export interface StackPages {
  readonly id: string;
  readonly pages: readonly EventPage[];
}

export interface StackEvent {
  readonly id: string;
  readonly operation: string | undefined;
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly at: number;
  readonly status: string;
  readonly reason: string | undefined;
  readonly hook: Hook | undefined;
}

export interface Hook {
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  /** `WARN`: it stops nothing. */
  readonly mode: string | undefined;
}

/** A stack's history, oldest event first. */
export interface StackHistory {
  readonly id: string;
  readonly name: string;
  readonly events: readonly StackEvent[];
  /** Whether it was read back to its beginning. */
  readonly isWhole: boolean;
}

const STACK = 'AWS::CloudFormation::Stack';

/** `arn:aws:cloudformation:…:stack/<name>/<uuid>`. */
export const stackNameOf = (id: string): string => id.split('/')[1] ?? id;

export const isStack = ({ type }: StackEvent): boolean => type === STACK;

/** A stack tells of itself under its own id. */
export const isOwn = ({ id }: Pick<StackHistory, 'id'>, event: StackEvent): boolean =>
  event.type === STACK && event.physicalId === id;

/** The ARN of the stack within that an event is about. */
export const childOf = (
  stack: Pick<StackHistory, 'id'>,
  { type, physicalId }: StackEvent,
): string | undefined =>
  type === STACK && physicalId?.startsWith('arn:') && physicalId !== stack.id
    ? physicalId
    : undefined;

function eventOf(event: DescribedEvent): StackEvent {
  return {
    id: event.EventId ?? '',
    operation: event.OperationId,
    logicalId: event.LogicalResourceId ?? '',
    physicalId: event.PhysicalResourceId || undefined,
    type: event.ResourceType ?? '',
    at: event.Timestamp?.getTime() ?? 0,
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason || undefined,
    hook:
      event.HookType === undefined
        ? undefined
        : {
            type: event.HookType,
            status: event.HookStatus ?? '',
            reason: event.HookStatusReason,
            mode: event.HookFailureMode,
          },
  };
}

/**
 * Puts pages together. The order of the answers is what tells which of two events of the same millisecond came first,
 * so it is turned round and not sorted. An event that two pages hold is counted once.
 */
export function historyOf({ id, pages }: StackPages): StackHistory {
  const seen = new Set<string>();
  const events: StackEvent[] = [];
  for (const { StackEvents = [] } of pages)
    for (const described of StackEvents) {
      const event = eventOf(described);
      if (event.id !== '' && seen.has(event.id)) continue;
      seen.add(event.id);
      events.push(event);
    }
  events.reverse();
  const isWhole = pages.length > 0 && pages.at(-1)?.NextToken === undefined;
  return { id, name: stackNameOf(id), events, isWhole };
}
