import { type Address, parseAddress } from '../address/address.js';
import type { Status } from '../enriching/status.js';
import type { Row, TableSummary } from './range-table.js';

/** A value of an event as tables are asked about it; whoever needs the address in it shares it. */
export class AskedValue {
  private parsed: Address | undefined | null = null;

  constructor(readonly text: string) {}

  get address(): Address | undefined {
    return this.parsed === null ? (this.parsed = parseAddress(this.text)) : this.parsed;
  }
}

/** What a table says of one value: the row, or why there is none. */
export type Found = Row | Exclude<Status, 'hit'>;

/**
 * Whatever an event can be looked up in. It never changes, and another version is another object;
 * but for one that counts.
 */
export interface LookupTable {
  readonly name: string;
  readonly summary: TableSummary;
  ask(value: AskedValue): Found;
  /** Of a table that counts: answers, and counts the value as seen. */
  see?(value: AskedValue): Found;
}

/** Stands for one that a rule names and that is gone. */
export const absentTable = (name: string): LookupTable => ({
  name,
  summary: { name, ranges: 0, rows: 0, bytes: 0, source: NO_SOURCE },
  ask: () => 'skipped(no_such_table)',
});

const NO_SOURCE = { name: '', url: '', licence: '', attribution: '' };
