/** An event as the SDK gives it. */
export interface DescribedEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly OperationId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly Timestamp: Date;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
}

export interface StackPages {
  readonly id: string;
  readonly pages: readonly {
    readonly StackEvents: readonly DescribedEvent[];
    readonly NextToken?: string;
  }[];
}

const STACK = 'AWS::CloudFormation::Stack';
const NESTED = 9;
const PAGE = 100;
const CAUSE =
  'Resource handler returned message: "User: arn:aws:sts::111122223333:assumed-role/deployer/margay is not authorized to perform: kms:CreateKey on resource: * with an explicit deny in a service control policy (Service: Kms, Status Code: 400)" (RequestToken: 1f, HandlerErrorCode: AccessDenied)';

const idOf = (name: string) => `arn:aws:cloudformation:us-east-1:111122223333:stack/${name}/1f`;

/** One stack's events, oldest first, and as they are read. */
class Teller {
  private readonly events: DescribedEvent[] = [];

  constructor(
    readonly id: string,
    private readonly clock: { now: number },
  ) {}

  tell(
    operation: string,
    id: string,
    type: string,
    status: string,
    more: { reason?: string; physicalId?: string } = {},
  ): void {
    this.events.push({
      EventId: `${this.id}-${this.events.length}`,
      StackId: this.id,
      OperationId: `${this.id}-${operation}`,
      LogicalResourceId: id,
      PhysicalResourceId: more.physicalId ?? `${id}-physical`,
      ResourceType: type,
      Timestamp: new Date(this.clock.now++),
      ResourceStatus: status,
      ...(more.reason === undefined ? {} : { ResourceStatusReason: more.reason }),
    });
  }

  own(operation: string, status: string): void {
    this.tell(operation, 'self', STACK, status, { physicalId: this.id });
  }

  get pages(): StackPages {
    const newest = this.events.toReversed();
    const pages = [];
    for (let from = 0; from < newest.length; from += PAGE)
      pages.push({
        StackEvents: newest.slice(from, from + PAGE),
        ...(from + PAGE < newest.length ? { NextToken: `${from + PAGE}` } : {}),
      });
    return { id: this.id, pages };
  }

  get length(): number {
    return this.events.length;
  }
}

/**
 * A creation that fails late in the last of the stacks within and cancels all others, then is rolled back.
 *
 * @param events about how many, in all
 */
export function largeTree(events: number): {
  readonly rootId: string;
  readonly read: readonly StackPages[];
  readonly events: number;
} {
  const clock = { now: 0 };
  const root = new Teller(idOf('panther'), clock);
  const children = Array.from(
    { length: NESTED },
    (_, n) => new Teller(idOf(`panther-N${n}`), clock),
  );
  // Five events each: three of making, two of deleting.
  const each = Math.max(2, Math.round((events / NESTED - 6) / 5));
  root.own('try', 'CREATE_IN_PROGRESS');
  const cancelled = 'Resource creation cancelled';
  for (const [n, child] of children.entries()) {
    for (const physicalId of ['', child.id])
      root.tell('try', `N${n}`, STACK, 'CREATE_IN_PROGRESS', { physicalId });
    child.own('try', 'CREATE_IN_PROGRESS');
    for (let r = 0; r < each; r++) {
      child.tell('try', `R${r}`, 'AWS::SQS::Queue', 'CREATE_IN_PROGRESS');
      child.tell('try', `R${r}`, 'AWS::SQS::Queue', 'CREATE_IN_PROGRESS');
      if (r < each / 2) child.tell('try', `R${r}`, 'AWS::SQS::Queue', 'CREATE_COMPLETE');
    }
  }
  // The last one fails, and all others are cancelled, so that there is no stack that need not be looked into.
  for (const [n, child] of [...children.entries()].reverse()) {
    const isCause = n === NESTED - 1;
    if (isCause) child.tell('try', 'Key', 'AWS::KMS::Key', 'CREATE_FAILED', { reason: CAUSE });
    for (let r = Math.ceil(each / 2); r < each; r++)
      child.tell('try', `R${r}`, 'AWS::SQS::Queue', 'CREATE_FAILED', { reason: cancelled });
    child.own('undo', 'ROLLBACK_IN_PROGRESS');
    const reason = isCause
      ? `Embedded stack ${child.id} was not successfully created: The following resource(s) failed to create: [Key]. `
      : cancelled;
    root.tell('try', `N${n}`, STACK, 'CREATE_FAILED', { physicalId: child.id, reason });
  }
  root.own('undo', 'ROLLBACK_IN_PROGRESS');
  for (const [n, child] of children.entries()) {
    child.own('undo', 'DELETE_IN_PROGRESS');
    for (let r = 0; r < each; r++)
      for (const status of ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'])
        child.tell('undo', `R${r}`, 'AWS::SQS::Queue', status);
    child.own('undo', 'DELETE_COMPLETE');
    root.tell('undo', `N${n}`, STACK, 'DELETE_COMPLETE', { physicalId: child.id });
  }
  root.own('undo', 'ROLLBACK_COMPLETE');
  const tellers = [root, ...children];
  return {
    rootId: root.id,
    read: tellers.map(({ pages }) => pages),
    events: tellers.reduce((sum, { length }) => sum + length, 0),
  };
}
