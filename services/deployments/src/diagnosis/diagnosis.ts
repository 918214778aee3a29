import { type Attempt, type AttemptKind, attemptsIn } from './attempt.js';
import { type Classified, classify, isNoise, isWrapper, saysNothing } from './classify.js';
import {
  childOf,
  type Hook,
  historyOf,
  isOwn,
  type StackEvent,
  type StackHistory,
  type StackPages,
} from './stack-pages.js';

/** Deeper than CloudFormation nests. */
const DEPTH_MAX = 12;

/** Something that failed, with what is known of why. */
export interface Failure {
  readonly stackId: string;
  readonly stackName: string;
  /** Logical ids from the root stack down to it; empty: the root stack itself. */
  readonly path: readonly string[];
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly at: number;
  readonly status: string;
  /** The text as it was found. */
  readonly reason: string;
  readonly eventId: string;
  readonly hooks: readonly Hook[];
  readonly cause: Classified;
}

export interface Diagnosis {
  /** `cancelled`: somebody stopped it, and nothing failed. `unreadable`: its beginning has not been read. */
  readonly outcome: 'failed' | 'cancelled' | 'no_failure' | 'unreadable';
  readonly kind: AttemptKind | undefined;
  readonly startedAt: number | undefined;
  /** The first failing event of the stack within that failed first. */
  readonly cause: Failure | undefined;
  /** What failed in the same try by itself. */
  readonly also: readonly Failure[];
  /** What failed while it was undone. */
  readonly secondary: readonly Failure[];
  /** Stacks whose events would tell more. */
  readonly unread: readonly string[];
}

const fails = ({ status }: StackEvent, kind: AttemptKind): boolean =>
  kind === 'delete' ? status === 'DELETE_FAILED' : /^(CREATE|UPDATE|IMPORT)_FAILED$/.test(status);

/**
 * Explains the last try at a stack that did not come through, from nothing but what was read of it and the stacks within.
 * The first failure is followed from stack to stack by ARN, for those that failed first are deleted by then.
 *
 * @param operation of the try that is meant; absent: the last one
 */
export function diagnose(
  rootId: string,
  read: readonly StackPages[],
  operation?: string,
): Diagnosis {
  const search = new Search(read);
  const root = search.history(rootId);
  const attempt = root && chosen(attemptsIn(root), operation);
  if (!root || !attempt) {
    const isUnread = !root?.isWhole;
    return {
      outcome: isUnread ? 'unreadable' : 'no_failure',
      kind: undefined,
      startedAt: undefined,
      cause: undefined,
      also: [],
      secondary: [],
      unread: isUnread ? [rootId] : [],
    };
  }
  const [cause, ...also] = search.failures(root, attempt, []);
  const wasStopped =
    attempt.undone.length > 0 || attempt.tried.some(({ reason }) => isNoise(reason));
  return {
    outcome: cause ? 'failed' : wasStopped ? 'cancelled' : 'no_failure',
    kind: attempt.kind,
    startedAt: attempt.start.at,
    cause,
    also,
    secondary: search.secondary(),
    unread: search.unread(),
  };
}

/** A deletion that went well says nothing about what failed before it. */
function chosen(attempts: readonly Attempt[], operation: string | undefined): Attempt | undefined {
  if (operation !== undefined) return attempts.find(({ start }) => start.operation === operation);
  const wentWell = ({ kind, tried }: Attempt) =>
    kind === 'delete' && !tried.some((event) => fails(event, kind));
  return attempts.findLast((attempt) => !wentWell(attempt));
}

interface Entered {
  readonly stack: StackHistory;
  readonly attempt: Attempt;
  readonly path: readonly string[];
}

class Search {
  private readonly pages: ReadonlyMap<string, StackPages>;
  private readonly histories = new Map<string, StackHistory>();
  private readonly missing = new Set<string>();
  /** Every try that was looked into; no stack is entered twice. */
  private readonly entered = new Map<string, Entered>();

  constructor(read: readonly StackPages[]) {
    this.pages = new Map(read.map((each) => [each.id, each]));
  }

  history(id: string): StackHistory | undefined {
    const known = this.histories.get(id);
    if (known) return known;
    const pages = this.pages.get(id);
    if (!pages) return undefined;
    const history = historyOf(pages);
    this.histories.set(id, history);
    return history;
  }

  unread(): readonly string[] {
    return [...this.missing];
  }

  /** What failed by itself in a try: first what the stack takes for failed, then what was cancelled over it. */
  failures(stack: StackHistory, attempt: Attempt, path: readonly string[]): readonly Failure[] {
    this.entered.set(stack.id, { stack, attempt, path });
    const found: Failure[] = [];
    const cancelled: Failure[] = [];
    for (const event of attempt.tried) {
      if (!fails(event, attempt.kind) || event.hook || isOwn(stack, event)) continue;
      const below = this.below(stack, attempt, event, path);
      if (isNoise(event.reason)) cancelled.push(...below);
      else if (below.length > 0) found.push(...below);
      else found.push(failureOf(stack, attempt, event, path));
    }
    if (found.length === 0) found.push(...ownFailure(stack, attempt, path));
    return [...found, ...cancelled];
  }

  /** What failed within the stack that a failed event is about. None: the event speaks for itself. */
  private below(
    stack: StackHistory,
    attempt: Attempt,
    event: StackEvent,
    path: readonly string[],
  ): readonly Failure[] {
    const id = childOf(stack, event);
    const pointsDown = isWrapper(event.reason) || isNoise(event.reason) || !event.reason;
    if (id === undefined || !pointsDown) return [];
    const begunAt = attempt.begun.get(event.logicalId) ?? event.at;
    const entered = this.enter(id, attempt.kind, [...path, event.logicalId], begunAt, event.at);
    return entered ? this.failures(entered.stack, entered.attempt, entered.path) : [];
  }

  /** The try at a stack within that belongs to a time of the one above. */
  private enter(
    id: string,
    kind: AttemptKind,
    path: readonly string[],
    since: number,
    until: number,
  ): Entered | undefined {
    if (this.entered.has(id) || path.length > DEPTH_MAX) return undefined;
    const stack = this.history(id);
    const attempt =
      stack &&
      attemptsIn(stack, kind).findLast(({ start }) => start.at >= since && start.at <= until);
    if (stack && attempt) return { stack, attempt, path };
    if (!stack?.isWhole) this.missing.add(id);
    return undefined;
  }

  /** What failed while tries were undone or cleaned up after, in the order of time. */
  secondary(): readonly Failure[] {
    const found: Failure[] = [];
    // Entering another stack adds it to what is gone through.
    for (const entered of this.entered.values()) {
      const { stack, attempt, path } = entered;
      const cleaning = attempt.tried.filter(
        ({ status }) => attempt.kind !== 'delete' && status === 'DELETE_FAILED',
      );
      for (const event of [...cleaning, ...attempt.undone]) {
        if (!event.status.endsWith('_FAILED') || event.hook || isOwn(stack, event)) continue;
        if (isNoise(event.reason)) continue;
        const child = childOf(stack, event);
        if (child !== undefined && isWrapper(event.reason)) {
          const inside = [...path, event.logicalId];
          const below = this.enter(child, attempt.kind, inside, attempt.start.at, event.at);
          if (below) this.entered.set(child, below);
          else if (!this.entered.has(child)) this.enterWhole(child, attempt, inside, event);
          if (this.entered.has(child)) continue;
        }
        found.push(failureOf(stack, attempt, event, path));
      }
    }
    return found.sort((one, other) => one.at - other.at);
  }

  /** A stack within that was through before, and was only deleted now. */
  private enterWhole(id: string, above: Attempt, path: readonly string[], until: StackEvent): void {
    const stack = this.history(id);
    if (!stack) return void this.missing.add(id);
    const undone = stack.events.filter(({ at }) => at >= above.start.at && at <= until.at);
    const [start] = undone;
    if (!start) return;
    this.missing.delete(id);
    this.entered.set(id, { stack, attempt: { ...above, start, tried: [], undone }, path });
  }
}

const hooksOf = ({ hooks }: Attempt, logicalId: string): readonly Hook[] =>
  hooks.flatMap(({ hook, logicalId: of }) =>
    hook && of === logicalId && hook.status.includes('FAILED') ? [hook] : [],
  );

const failureOf = (
  stack: StackHistory,
  attempt: Attempt,
  event: StackEvent,
  path: readonly string[],
): Failure => ({
  stackId: stack.id,
  stackName: stack.name,
  path: isOwn(stack, event) ? path : [...path, event.logicalId],
  physicalId: event.physicalId,
  type: event.type,
  at: event.at,
  status: event.status,
  reason: event.reason ?? '',
  eventId: event.id,
  hooks: hooksOf(attempt, event.logicalId),
  cause: classify(event.reason),
});

/** What a stack says of itself, where none of its resources says anything: that its time was over, that it is not valid. */
function ownFailure(
  stack: StackHistory,
  attempt: Attempt,
  path: readonly string[],
): readonly Failure[] {
  const { kind, start, tried, undone } = attempt;
  if (kind === 'delete') return [];
  const own = [...tried, ...undone].find(
    (event) =>
      event !== start &&
      isOwn(stack, event) &&
      /_FAILED$|ROLLBACK_IN_PROGRESS$/.test(event.status) &&
      !saysNothing(event.reason),
  );
  return own ? [failureOf(stack, attempt, own, path)] : [];
}
