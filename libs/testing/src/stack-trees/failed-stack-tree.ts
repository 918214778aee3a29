import {
  CANCELLED_CAUSES,
  CHILDLESS_CAUSES,
  HOOK_CAUSE,
  KNOWN_CAUSES,
  type KnownCause,
  ROLLBACK_TROUBLES,
} from './known-causes.js';
import {
  Chance,
  pagesOf,
  STACK,
  Story,
  type ToldPage,
  type ToldResource,
  type ToldStack,
} from './story.js';

/** What makes it hard to tell why stacks failed. */
export const TRAPS = [
  'same_millisecond',
  'no_child',
  'says_cancelled',
  'older_failure',
  'hook',
  'rollback_fails',
  'several_failures',
  'no_operation_ids',
  'deleted_afterwards',
] as const;
export type Trap = (typeof TRAPS)[number];

interface Known {
  /** Logical ids from the root down. */
  readonly path: readonly string[];
  readonly text: string;
}

/** Stacks that failed, as they can be read, and what is known to be behind it. */
export interface FailedStackTree {
  readonly rootId: string;
  readonly stacks: readonly { readonly id: string; readonly pages: readonly ToldPage[] }[];
  readonly verb: 'CREATE' | 'UPDATE';
  readonly traps: ReadonlySet<Trap>;
  readonly truth: Known & { readonly cause: string };
  readonly also: readonly Known[];
  readonly secondary: readonly Known[];
}

const TYPES = ['AWS::SQS::Queue', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::SNS::Topic'];

class Maker {
  readonly also: Known[] = [];
  readonly secondary: Known[] = [];
  readonly stacks: ToldStack[] = [];
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly story: Story,
    private readonly traps: ReadonlySet<Trap>,
    private readonly verb: 'CREATE' | 'UPDATE',
  ) {}

  /** @param path of the resource that will fail, from here; it is made along the way */
  stack(name: string, path: readonly KnownStep[]): ToldStack {
    const id = `arn:aws:cloudformation:us-east-1:111122223333:stack/${name}/${this.story.newId()}`;
    const resources: ToldResource[] = [];
    const stack: ToldStack = { id, name, resources, events: [] };
    this.stacks.push(stack);
    for (let n = this.chance.below(5); n >= 0; n--)
      resources.push({ id: `R${this.count++}`, type: this.chance.of(TYPES) });
    for (let n = this.chance.below(3); n > 0; n--) resources.push(this.within(name, []));
    const [step, ...rest] = path;
    if (step) {
      const failing = step.isStack
        ? this.within(name, rest, step.id)
        : { id: step.id, type: step.type };
      resources.splice(this.chance.below(resources.length + 1), 0, failing);
      // Something is under way beside it, so that something is cancelled.
      resources.push({ id: `R${this.count++}`, type: this.chance.of(TYPES) });
      if (this.chance.perhaps(0.5)) resources.push(this.within(name, []));
    }
    return stack;
  }

  private within(name: string, path: readonly KnownStep[], id = `N${this.count++}`): ToldResource {
    const isDeep = name.split('-').length > 3 && path.length === 0;
    const stack = isDeep ? undefined : this.stack(`${name}-${id}`, path);
    return stack ? { id, type: STACK, stack } : { id, type: 'AWS::SQS::Queue' };
  }

  /** One try that fails over what is at the end of a path. */
  fail(
    stack: ToldStack,
    path: readonly string[],
    cause: KnownCause,
    isReal: boolean,
    above: readonly string[] = [],
  ): void {
    const { story, verb, chance } = this;
    const operation = story.newId();
    const [step = '', ...rest] = path;
    const at = stack.resources.findIndex(({ id }) => id === step);
    const failing = stack.resources[at];
    if (!failing) throw new RangeError('The path leads nowhere.');
    story.own(stack, operation, `${verb}_IN_PROGRESS`, 'User Initiated');
    for (const resource of stack.resources.slice(0, at))
      story.complete(stack, operation, resource, verb);
    const beside = stack.resources.slice(at + 1);
    const isChildless = rest.length === 0 && failing.type === STACK;
    if (isChildless)
      // Nothing was made, so there is no ARN; of an update, the one of before.
      story.tell(stack, operation, failing, `${verb}_IN_PROGRESS`, {
        physicalId: verb === 'UPDATE' ? failing.stack?.id : undefined,
      });
    else story.begin(stack, operation, failing, verb);
    const open = beside.map((resource) => [resource, story.newId()] as const);
    for (const [resource, own] of open) {
      story.begin(stack, operation, resource, verb);
      if (resource.stack) this.half(resource.stack, own);
    }
    if (rest.length > 0 && failing.stack)
      this.fail(failing.stack, rest, cause, isReal, [...above, step]);
    else if (this.traps.has('hook') && isReal) this.hook(stack, operation, failing);
    if (this.traps.has('same_millisecond')) story.isQuick = true;
    const reason = rest.length > 0 ? this.wrapped(failing, rest[0] ?? '') : cause.text;
    const id = isChildless && verb === 'CREATE' ? undefined : failing.stack?.id;
    story.tell(stack, operation, failing, `${verb}_FAILED`, { reason, physicalId: id });
    const word = verb === 'CREATE' ? 'creation' : 'update';
    for (const [resource, own] of open) {
      const isAlso =
        isReal && this.traps.has('several_failures') && !resource.stack && this.also.length < 3;
      if (isAlso) {
        const other = chance.of(KNOWN_CAUSES);
        this.also.push({ path: [...above, resource.id], text: other.text });
        story.resource(stack, operation, resource, `${verb}_FAILED`, other.text);
        continue;
      }
      if (resource.stack) this.halt(resource.stack, own, word);
      story.resource(stack, operation, resource, `${verb}_FAILED`, `Resource ${word} cancelled`);
    }
    story.isQuick = false;
    const ids = [step, ...beside.map(({ id: each }) => each)].join(', ');
    this.undo(
      stack,
      story.newId(),
      `The following resource(s) failed to ${verb.toLowerCase()}: [${ids}]. `,
      above,
      isReal,
    );
  }

  private wrapped(failing: ToldResource, inside: string): string {
    return this.verb === 'CREATE'
      ? `Embedded stack ${failing.stack?.id} was not successfully created: The following resource(s) failed to create: [${inside}]. `
      : `Embedded stack ${failing.stack?.id} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [${inside}]. `;
  }

  private hook(stack: ToldStack, operation: string, failing: ToldResource): void {
    for (const [HookStatus, HookStatusReason] of [
      ['HOOK_IN_PROGRESS', undefined],
      ['HOOK_COMPLETE_FAILED', 'The bucket is not encrypted.'],
    ] as const)
      this.story.tell(stack, operation, failing, `${this.verb}_IN_PROGRESS`, {
        hook: {
          HookType: 'Acme::Guard::Encryption',
          HookStatus,
          ...(HookStatusReason === undefined ? {} : { HookStatusReason }),
        },
      });
  }

  /** A stack beside, that is only under way. */
  private half(stack: ToldStack, operation: string): void {
    this.story.own(stack, operation, `${this.verb}_IN_PROGRESS`, 'User Initiated');
    for (const resource of stack.resources)
      if (!resource.stack) this.story.begin(stack, operation, resource, this.verb);
  }

  private halt(stack: ToldStack, operation: string, word: string): void {
    for (const resource of stack.resources)
      if (!resource.stack)
        this.story.resource(
          stack,
          operation,
          resource,
          `${this.verb}_FAILED`,
          `Resource ${word} cancelled`,
        );
    const ids = stack.resources.filter((each) => !each.stack).map(({ id }) => id);
    const failed = `The following resource(s) failed to ${this.verb.toLowerCase()}: [${ids.join(', ')}]. `;
    this.undo(stack, this.story.newId(), failed, [], false);
  }

  private undo(
    stack: ToldStack,
    operation: string,
    reason: string,
    above: readonly string[],
    isReal: boolean,
  ): void {
    const { story, verb } = this;
    const isUpdate = verb === 'UPDATE';
    const prefix = isUpdate ? 'UPDATE_ROLLBACK' : 'ROLLBACK';
    story.own(stack, operation, `${prefix}_IN_PROGRESS`, `${reason}Rollback requested by user.`);
    const back = isUpdate ? 'UPDATE' : 'DELETE';
    let isStuck = false;
    for (const resource of stack.resources.toReversed()) {
      if (resource.stack) continue;
      story.resource(stack, operation, resource, `${back}_IN_PROGRESS`);
      const isTrouble =
        isReal && this.traps.has('rollback_fails') && !isStuck && this.secondary.length < 2;
      if (isTrouble) {
        const text = this.chance.of(ROLLBACK_TROUBLES);
        this.secondary.push({ path: [...above, resource.id], text });
        story.resource(stack, operation, resource, `${back}_FAILED`, text);
        isStuck = true;
      } else story.resource(stack, operation, resource, `${back}_COMPLETE`);
    }
    if (isUpdate && !isStuck) story.own(stack, operation, `${prefix}_COMPLETE_CLEANUP_IN_PROGRESS`);
    story.own(stack, operation, `${prefix}_${isStuck ? 'FAILED' : 'COMPLETE'}`);
  }

  /** The parents delete what they made, once it was rolled back. */
  deleteWithin(stack: ToldStack, operation: string): void {
    for (const resource of stack.resources.toReversed()) {
      const { stack: child } = resource;
      if (!child || child.events.length === 0) continue;
      this.story.resource(stack, operation, resource, 'DELETE_IN_PROGRESS');
      const own = this.story.newId();
      this.story.own(child, own, 'DELETE_IN_PROGRESS');
      this.deleteWithin(child, own);
      this.story.own(child, own, 'DELETE_COMPLETE');
      this.story.resource(stack, operation, resource, 'DELETE_COMPLETE');
    }
  }
}

interface KnownStep {
  readonly id: string;
  readonly type: string;
  readonly isStack: boolean;
}

function causeFor(traps: ReadonlySet<Trap>, chance: Chance): KnownCause {
  if (traps.has('hook')) return HOOK_CAUSE;
  if (traps.has('no_child')) return chance.of(CHILDLESS_CAUSES);
  return chance.of(traps.has('says_cancelled') ? CANCELLED_CAUSES : KNOWN_CAUSES);
}

const EXCLUSIVE: readonly Trap[] = ['hook', 'no_child', 'says_cancelled'];

function trapsOf(chance: Chance, verb: string): ReadonlySet<Trap> {
  const one = chance.of(EXCLUSIVE);
  const traps = TRAPS.filter((trap) =>
    EXCLUSIVE.includes(trap) ? trap === one && chance.perhaps(0.6) : chance.perhaps(0.35),
  );
  return new Set(
    traps.filter(
      (trap) =>
        (trap !== 'older_failure' || verb === 'UPDATE') &&
        (trap !== 'deleted_afterwards' || verb === 'CREATE'),
    ),
  );
}

/** Where the path ends in a stack: something in it, so that there is an older failure to be misled by. */
function firstWithin(root: ToldStack, path: readonly string[]): readonly string[] {
  let stack: ToldStack | undefined = root;
  for (const step of path) stack = stack?.resources.find(({ id }) => id === step)?.stack;
  const first = stack?.resources.find((resource) => !resource.stack);
  return first ? [first.id] : [];
}

/** Stacks that failed in some way, the same for the same seed. */
export function failedStackTree(seed: number): FailedStackTree {
  const chance = new Chance(seed);
  const verb = chance.perhaps(0.55) ? 'CREATE' : 'UPDATE';
  const traps = trapsOf(chance, verb);
  const story = new Story(chance, false, !traps.has('no_operation_ids'));
  const maker = new Maker(chance, story, traps, verb);
  const cause = causeFor(traps, chance);
  const depth = chance.below(4);
  const steps: readonly KnownStep[] = [
    ...Array.from({ length: depth }, (_, n) => ({ id: `Level${n}`, type: STACK, isStack: true })),
    { id: 'Broken', type: cause.type, isStack: cause.type === STACK && verb === 'UPDATE' },
  ];
  const root = maker.stack('panther', steps);
  const path = steps.map(({ id }) => id);
  if (verb === 'UPDATE') {
    story.succeed(root, 'CREATE');
    story.wait(86_400_000);
    if (traps.has('older_failure')) {
      const older = chance.of(KNOWN_CAUSES);
      const decoy = { ...older, text: `Something older: ${older.text}` };
      maker.fail(root, [...path, ...firstWithin(root, path)], decoy, false);
      story.wait(86_400_000);
      if (chance.perhaps(0.5)) story.succeed(root, 'UPDATE');
      story.wait(86_400_000);
    }
  }
  maker.fail(root, path, cause, true);
  if (verb === 'CREATE') {
    const last = root.events.at(-1)?.OperationId ?? story.newId();
    maker.deleteWithin(root, last);
  }
  if (traps.has('deleted_afterwards')) {
    const operation = story.newId();
    story.own(root, operation, 'DELETE_IN_PROGRESS', 'User Initiated');
    story.own(root, operation, 'DELETE_COMPLETE');
  }
  return {
    rootId: root.id,
    stacks: maker.stacks
      .filter(({ events }) => events.length > 0)
      .map((stack) => ({ id: stack.id, pages: pagesOf(stack, chance) })),
    verb,
    traps,
    truth: { path, text: cause.text, cause: cause.cause },
    also: maker.also,
    secondary: maker.secondary,
  };
}
