import type { RangeTable } from './range-table.js';

/** The tables that come with the service, in the order they are asked. */
export interface BuiltInTables {
  readonly asn: RangeTable;
  readonly country: RangeTable;
  readonly specialPurpose: RangeTable;
}
