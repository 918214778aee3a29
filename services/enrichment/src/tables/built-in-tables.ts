import { type Address, isMulticast } from '../address/address.js';
import { AddressTable } from './address-table.js';
import type { LookupTable } from './lookup-table.js';
import type { RangeTable } from './range-table.js';

/** The data sets that come with the service. */
export interface BuiltInTables {
  readonly asn: RangeTable;
  readonly country: RangeTable;
  readonly specialPurpose: RangeTable;
}

/** The built-in tables in the order they are asked. */
export function builtInLookups({ asn, country, specialPurpose }: BuiltInTables): LookupTable[] {
  // An address that means another machine in every network has no owner and no country.
  const isPublic = (address: Address): boolean =>
    specialPurpose.find(address)?.['globally_reachable'] !== false && !isMulticast(address);
  return [
    new AddressTable(asn, isPublic),
    new AddressTable(country, isPublic),
    new AddressTable(specialPurpose),
  ];
}
