import { isOwn, isStack, type StackEvent, type StackHistory } from './stack-pages.js';

export type AttemptKind = 'create' | 'update' | 'delete';

const STARTS: Readonly<Record<string, AttemptKind>> = {
  CREATE_IN_PROGRESS: 'create',
  IMPORT_IN_PROGRESS: 'update',
  UPDATE_IN_PROGRESS: 'update',
  DELETE_IN_PROGRESS: 'delete',
};

/** One try at something, and what came of undoing it. */
export interface Attempt {
  readonly kind: AttemptKind;
  readonly start: StackEvent;
  /** What was tried, oldest first. */
  readonly tried: readonly StackEvent[];
  /** What came after: the rollback, whoever began it. */
  readonly undone: readonly StackEvent[];
  readonly hooks: readonly StackEvent[];
  /** When the resources that are stacks were begun, by logical id. */
  readonly begun: ReadonlyMap<string, number>;
}

const isUndoing = ({ status }: StackEvent): boolean =>
  /^(UPDATE_|IMPORT_)?ROLLBACK_|^DELETE_/.test(status);

/**
 * The tries in a stack's history, oldest first. With its rollback a try has two operations; only the first has the cause.
 *
 * @param within an attempt at a stack above, to which a deletion belongs as its undoing
 */
export function attemptsIn(stack: StackHistory, within?: AttemptKind): readonly Attempt[] {
  const { events } = stack;
  const starts = events.flatMap((event, index) => {
    const kind = isOwn(stack, event) ? STARTS[event.status] : undefined;
    const isUndoneAbove = kind === 'delete' && within !== undefined && within !== 'delete';
    return kind === undefined || isUndoneAbove || event.hook ? [] : [{ kind, event, index }];
  });
  return starts.map(({ kind, event: start, index }, number) => {
    const own = events.slice(index, starts[number + 1]?.index ?? events.length);
    const { operation } = start;
    const turn = own.findIndex(
      (event) => isOwn(stack, event) && event !== start && isUndoing(event),
    );
    const belongs = (event: StackEvent, at: number): boolean =>
      operation !== undefined && event.operation !== undefined
        ? event.operation === operation
        : turn === -1 || at < turn || kind === 'delete';
    const tried = own.filter(belongs);
    return {
      kind,
      start,
      tried,
      undone: own.filter((event, at) => !belongs(event, at)),
      hooks: own.filter(({ hook }) => hook !== undefined),
      begun: begunIn(tried),
    };
  });
}

function begunIn(tried: readonly StackEvent[]): ReadonlyMap<string, number> {
  const begun = new Map<string, number>();
  for (const event of tried) {
    if (isStack(event) && !begun.has(event.logicalId)) begun.set(event.logicalId, event.at);
  }
  return begun;
}
