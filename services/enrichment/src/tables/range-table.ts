import type { Address } from '../address/address.js';
import { NO_ROW, type Segments } from './segments.js';

/** One row of a table, as it goes into an event: flat, by column name. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of a table, however they are kept; the same row may answer for many ranges. */
export interface Rows {
  readonly count: number;
  /** Bytes that the rows take, without the ranges; strings are counted at two bytes a character. */
  readonly bytes: number;
  at(index: number): Row;
}

/** Where a data set comes from, and on which terms. */
export interface Source {
  readonly name: string;
  readonly url: string;
  readonly licence: string;
  readonly attribution: string;
}

export interface TableSummary {
  readonly name: string;
  /** Ranges that were read. */
  readonly ranges: number;
  /** Distinct rows behind them. */
  readonly rows: number;
  readonly bytes: number;
  readonly source: Source;
}

/**
 * Rows by range of addresses: the narrowest range that contains an address gives the row.
 *
 * It never changes once it is made; another version of a table is another object.
 */
export class RangeTable {
  constructor(
    readonly name: string,
    private readonly v4: Segments,
    private readonly v6: Segments,
    readonly rows: Rows,
    private readonly ranges: number,
    private readonly source: Source,
  ) {}

  find(address: Address): Row | undefined {
    const row = this.rowOf(address);
    return row === undefined ? undefined : this.rows.at(row);
  }

  /** The number of the row in `rows`. */
  rowOf(address: Address): number | undefined {
    const row = (address.family === 4 ? this.v4 : this.v6).find(address.words);
    return row === NO_ROW ? undefined : row;
  }

  get summary(): TableSummary {
    return {
      name: this.name,
      ranges: this.ranges,
      rows: this.rows.count,
      bytes: this.v4.bytes + this.v6.bytes + this.rows.bytes,
      source: this.source,
    };
  }
}
