import type { Stuck } from './next-actions.js';
import { childOf, historyOf, isOwn, type StackEvent, type StackPages } from './stack-pages.js';

/**
 * What a rollback or a deletion could not deal with, as the last event of each resource says, here and within. Of a stack within
 * only those are named that the stacks above still have.
 */
export function stuckIn(rootId: string, read: readonly StackPages[]): Required<Stuck> {
  const pages = new Map(read.map((each) => [each.id, each]));
  const notRestored: string[] = [];
  const notDeleted: string[] = [];
  const visit = (id: string, isRoot: boolean, seen: ReadonlySet<string>): void => {
    const found = pages.get(id);
    if (!found || seen.has(id)) return;
    const stack = historyOf(found);
    const last = new Map<string, StackEvent>();
    let isRollback = false;
    let operation: string | undefined;
    for (const event of stack.events) {
      if (isOwn(stack, event)) {
        // Only what a rollback could not put back may be skipped.
        isRollback = /^(UPDATE|IMPORT)_ROLLBACK_/.test(event.status);
        if (!isRollback && event.status.endsWith('_IN_PROGRESS')) last.clear();
        ({ operation } = event);
      } else if (
        !event.hook &&
        event.operation === operation &&
        (isRollback || event.status.startsWith('DELETE'))
      )
        last.set(event.logicalId, event);
    }
    for (const event of last.values()) {
      const child = childOf(stack, event);
      if (event.status === 'UPDATE_FAILED' && child === undefined)
        notRestored.push(isRoot ? event.logicalId : `${stack.name}.${event.logicalId}`);
      if (event.status === 'DELETE_FAILED' && isRoot) notDeleted.push(event.logicalId);
      if (child !== undefined && event.status === 'UPDATE_FAILED')
        visit(child, false, new Set([...seen, id]));
    }
  };
  visit(rootId, true, new Set());
  return { notRestored, notDeleted };
}
