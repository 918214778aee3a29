import type { Fragment } from './sql.js';

export type Cell = string | number | boolean | Date | readonly string[] | null | undefined;

/** OID of `text` in PostgreSQL's own catalogue. */
const TEXT = 25;
const ARRAY_HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** How PostgreSQL writes an array of texts as text. */
const listed = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

function textOf(cell: Cell): string | undefined {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return undefined;
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' ? listed(cell) : String(cell);
}

/**
 * An array of texts in PostgreSQL's binary form, which needs neither quoting here nor parsing there.
 *
 * One dimension, with nulls, counted from 1; then each with its length before it.
 */
export function binaryTexts(texts: readonly (string | undefined)[]): Buffer {
  let bytes = ARRAY_HEADER_BYTES;
  const lengths = texts.map((text) => {
    const length = text === undefined ? NULL_LENGTH : Buffer.byteLength(text);
    bytes += 4 + Math.max(0, length);
    return length;
  });
  const buffer = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const word of [1, 1, TEXT, texts.length, 1]) at = buffer.writeInt32BE(word, at);
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
    if (text !== undefined) at += buffer.write(text, at);
  });
  return buffer;
}

/**
 * As `rowsOf`, column by column: half the work for thousands of long rows a second.
 *
 * @param columns name and type of each, in the words of SQL; JSON goes in as its text
 */
export function columnsOf<Name extends string>(
  rows: readonly { readonly [Key in NoInfer<Name>]: Cell }[],
  columns: Readonly<Record<Name, string>>,
): Fragment {
  const names = Object.keys(columns) as Name[];
  return {
    fragment: (bind) => {
      const typed = names.map((name) => `"${name}"::${columns[name]} AS "${name}"`).join(', ');
      const arrays = names.map(
        (name) => `${bind(binaryTexts(rows.map((row) => textOf(row[name]))))}::text[]`,
      );
      return `(SELECT ${typed} FROM unnest(${arrays.join(', ')}) AS r("${names.join('", "')}"))`;
    },
  };
}
