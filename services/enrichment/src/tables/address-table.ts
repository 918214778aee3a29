import type { Address } from '../address/address.js';
import type { AskedValue, Found, LookupTable } from './lookup-table.js';
import type { RangeTable, TableSummary } from './range-table.js';

/** A table of ranges, asked with the texts of events. */
export class AddressTable implements LookupTable {
  /** @param isPublic where given, the table is about addresses of the public internet alone */
  constructor(
    private readonly ranges: RangeTable,
    private readonly isPublic?: (address: Address) => boolean,
  ) {}

  get name(): string {
    return this.ranges.name;
  }

  get summary(): TableSummary {
    return this.ranges.summary;
  }

  ask(value: AskedValue): Found {
    const row = this.rowOf(value);
    return typeof row === 'number' ? this.ranges.rows.at(row) : row;
  }

  /** The number of the row, or why there is none. */
  rowOf({ address }: AskedValue): number | Extract<Found, string> {
    if (address === undefined) return 'skipped(not_an_address)';
    if (this.isPublic?.(address) === false) return 'skipped(private)';
    return this.ranges.rowOf(address) ?? 'not_found';
  }
}
