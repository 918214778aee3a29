import type { RangeTableBuilder } from './range-table-builder.js';
import { readCsv } from './read-csv.js';

/** A CSV file of ranges whose first two columns are addresses written as whole numbers. */
export interface NumericRangeFile {
  readonly path: string;
  readonly family: 4 | 6;
  /** Columns in a record, with first and last address. */
  readonly columns: number;
}

/**
 * Adds every range of a file; `intern` makes a row number of the columns behind the addresses.
 *
 * Whole numbers and not the dotted form: the same data, without a million addresses to parse.
 */
export async function addNumericRanges(
  builder: RangeTableBuilder,
  { path, family, columns }: NumericRangeFile,
  intern: (columns: readonly string[]) => number,
): Promise<void> {
  const words = family === 4 ? ipv4Number : ipv6Number;
  await readCsv(path, (record, line) => {
    if (record.length !== columns) throw new RangeError(`Expected ${columns} columns.`);
    builder.addRange(family, words(record[0]!), words(record[1]!), intern(record), line);
  });
}

const DIGITS = /^\d{1,39}$/;

export function ipv4Number(text: string): number[] {
  const number = DIGITS.test(text) ? Number(text) : Infinity;
  if (number > 0xffffffff) throw new RangeError('Expected an IPv4 address as a whole number.');
  return [number];
}

export function ipv6Number(text: string): number[] {
  const number = DIGITS.test(text) ? BigInt(text) : -1n;
  if (number < 0n || number >> 128n !== 0n)
    throw new RangeError('Expected an IPv6 address as a whole number.');
  const high = BigInt.asUintN(64, number >> 64n);
  const low = BigInt.asUintN(64, number);
  return [
    Number(high >> 32n),
    Number(BigInt.asUintN(32, high)),
    Number(low >> 32n),
    Number(BigInt.asUintN(32, low)),
  ];
}
