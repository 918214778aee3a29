import { setImmediate as turn } from 'node:timers/promises';
import { KeyIndex } from './key-index.js';
import type { RowStore } from './row-store.js';

export interface TableDiff {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** So many rows are looked at before other work gets its turn. */
const ROWS_PER_TURN = 20_000;

/** What came, went and became another between two versions of a table. Keys are distinct in both. */
export async function diffOf(before: RowStore | undefined, after: RowStore): Promise<TableDiff> {
  if (before === undefined) return { added: after.count, removed: 0, changed: 0 };
  const index = new KeyIndex(before, before.count);
  for (let row = 0; row < before.count; row++) {
    index.add(before.keyAt(row), row);
    if (row % ROWS_PER_TURN === 0) await turn();
  }
  let added = 0;
  let changed = 0;
  for (let row = 0; row < after.count; row++) {
    const known = index.find(after.keyAt(row));
    if (known === undefined) added++;
    else if (before.textAt(known) !== after.textAt(row)) changed++;
    if (row % ROWS_PER_TURN === 0) await turn();
  }
  return { added, changed, removed: before.count - (after.count - added) };
}
