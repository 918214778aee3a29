/** As the SDK gives one. */
export interface ToldEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly StackName: string;
  readonly OperationId?: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly Timestamp: Date;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly HookType?: string;
  readonly HookStatus?: string;
  readonly HookStatusReason?: string;
  readonly HookFailureMode?: string;
}

export interface ToldPage {
  readonly StackEvents: readonly ToldEvent[];
  readonly NextToken?: string;
}

export const STACK = 'AWS::CloudFormation::Stack';

/** Chance that is the same each time. */
export class Chance {
  constructor(private state: number) {}

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of<Each>(among: readonly Each[]): Each {
    const found = among[this.below(among.length)];
    if (found === undefined) throw new RangeError('There is nothing to choose from.');
    return found;
  }

  perhaps(share: number): boolean {
    return this.next() < share;
  }
}

export interface ToldResource {
  readonly id: string;
  readonly type: string;
  /** Of a resource that is a stack. */
  readonly stack?: ToldStack;
}

/** A stack and what it tells, oldest event first. */
export interface ToldStack {
  readonly id: string;
  readonly name: string;
  readonly resources: ToldResource[];
  readonly events: ToldEvent[];
}

/** Writes down what happens to stacks, with one clock for all. */
export class Story {
  private now = Date.UTC(2022, 10, 8);
  private made = 0;

  constructor(
    readonly chance: Chance,
    /** Whether time goes on from event to event. */
    public isQuick: boolean,
    private readonly hasOperations: boolean,
  ) {}

  newId(): string {
    return `${(++this.made).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  }

  wait(ms: number): void {
    this.now += ms;
  }

  tell(
    stack: ToldStack,
    operation: string,
    about: { readonly id: string; readonly type: string },
    status: string,
    more: {
      readonly reason?: string | undefined;
      readonly physicalId?: string | undefined;
      readonly hook?: Pick<ToldEvent, 'HookType' | 'HookStatus' | 'HookStatusReason'>;
    } = {},
  ): void {
    if (!this.isQuick) this.now += this.chance.below(2_000);
    stack.events.push({
      EventId: this.newId(),
      StackId: stack.id,
      StackName: stack.name,
      ...(this.hasOperations ? { OperationId: operation } : {}),
      LogicalResourceId: about.id,
      PhysicalResourceId: more.physicalId ?? '',
      ResourceType: about.type,
      Timestamp: new Date(this.now),
      ResourceStatus: status,
      ...(more.reason === undefined ? {} : { ResourceStatusReason: more.reason }),
      ...(more.hook ? { ...more.hook, HookFailureMode: 'FAIL' } : {}),
    });
  }

  own(stack: ToldStack, operation: string, status: string, reason?: string): void {
    this.tell(stack, operation, { id: stack.name, type: STACK }, status, {
      reason,
      physicalId: stack.id,
    });
  }

  resource(
    stack: ToldStack,
    operation: string,
    resource: ToldResource,
    status: string,
    reason?: string,
  ): void {
    const physicalId = resource.stack?.id ?? `${stack.name}-${resource.id}`;
    this.tell(stack, operation, resource, status, { reason, physicalId });
  }

  /** Everything goes well. */
  succeed(stack: ToldStack, verb: 'CREATE' | 'UPDATE'): void {
    const operation = this.newId();
    this.own(stack, operation, `${verb}_IN_PROGRESS`, 'User Initiated');
    for (const resource of stack.resources) this.complete(stack, operation, resource, verb);
    if (verb === 'UPDATE') this.own(stack, operation, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    this.own(stack, operation, `${verb}_COMPLETE`);
  }

  begin(stack: ToldStack, operation: string, resource: ToldResource, verb: string): void {
    this.tell(stack, operation, resource, `${verb}_IN_PROGRESS`, {
      physicalId: verb === 'UPDATE' ? resource.stack?.id : undefined,
    });
    if (verb === 'CREATE')
      this.resource(
        stack,
        operation,
        resource,
        'CREATE_IN_PROGRESS',
        'Resource creation Initiated',
      );
  }

  complete(
    stack: ToldStack,
    operation: string,
    resource: ToldResource,
    verb: 'CREATE' | 'UPDATE',
  ): void {
    this.begin(stack, operation, resource, verb);
    if (resource.stack) this.succeed(resource.stack, verb);
    this.resource(stack, operation, resource, `${verb}_COMPLETE`);
  }
}

/** As they are read: newest first, in pages, the last event of one perhaps again on the next. */
export function pagesOf({ events }: ToldStack, chance: Chance): readonly ToldPage[] {
  const newest = events.toReversed();
  const pages: ToldPage[] = [];
  for (let from = 0; from < newest.length;) {
    const end = from + 3 + chance.below(98);
    const overlap = from > 0 && chance.perhaps(0.2) ? 1 : 0;
    const isLast = end >= newest.length;
    pages.push({
      StackEvents: newest.slice(from - overlap, end),
      ...(isLast ? {} : { NextToken: `${end}` }),
    });
    from = end;
  }
  return pages;
}
