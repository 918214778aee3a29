import { parseBlock } from '../address/address.js';
import { TableFault } from './table-fault.js';
import type { Column, TableSchema } from './table-schema.js';

/** A value as a row has it. */
export type Value = string | number | boolean | null;

const INT = /^[+-]?\d{1,16}$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const TIMESTAMP =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** JSON has no number that is always exact. */
const largeAsText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

const isMissing = (given: unknown): boolean =>
  given === undefined || given === null || given === '';

/** The value as its column wants it, from the text of a CSV cell or a value of JSON. */
function valueOf({ type }: Column, given: unknown): Value | undefined {
  switch (type) {
    case 'string':
      return typeof given === 'object' ? undefined : String(given);
    case 'int': {
      const isNumber = typeof given === 'bigint' || (typeof given === 'string' && INT.test(given));
      const number = isNumber ? Number(given) : given;
      return Number.isSafeInteger(number) ? (number as number) : undefined;
    }
    case 'float': {
      const number = typeof given === 'string' && FLOAT.test(given) ? Number(given) : given;
      return Number.isFinite(number) ? (number as number) : undefined;
    }
    case 'boolean':
      if (typeof given === 'boolean') return given;
      return given === 'true' ? true : given === 'false' ? false : undefined;
    case 'timestamp': {
      if (typeof given !== 'string' || !TIMESTAMP.test(given)) return undefined;
      // Without a zone it is UTC, whatever this machine is set to.
      const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(given) || given.length === 10;
      const time = Date.parse(isZoned ? given : `${given.replace(' ', 'T')}Z`);
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    }
    case 'json':
      return typeof given === 'string' ? given : JSON.stringify(given, largeAsText);
  }
}

const WANTED: Readonly<Record<Column['type'], string>> = {
  string: 'a text',
  int: 'a whole number of at most 16 digits',
  float: 'a number',
  boolean: 'true or false',
  timestamp: 'a time such as 2026-01-31T12:00:00Z',
  json: 'JSON',
};

const FAMILY = { ipv4: 4, ipv6: 6, any: undefined } as const;

/** Whether a text is a block of addresses of a family; an address alone is the block of itself. */
export function blockOf(text: string): ReturnType<typeof parseBlock> {
  return text.includes('/')
    ? parseBlock(text)
    : parseBlock(`${text}/${text.includes(':') ? 128 : 32}`);
}

/**
 * The values of one row, in the order of the columns.
 *
 * @param given by column
 * @throws TableFault naming line and column
 */
export function valuesOf(
  { columns, primaryKey }: TableSchema,
  given: (column: string) => unknown,
  line: number,
): Value[] {
  return columns.map((column) => {
    const { name, type, required, validate } = column;
    const text = given(name);
    if (isMissing(text)) {
      if (name === primaryKey) throw new TableFault('The key is missing.', line, name);
      if (required) throw new TableFault('The value is missing.', line, name);
      return null;
    }
    const value = valueOf(column, text);
    if (value === undefined) throw new TableFault(`Expected ${WANTED[type]}.`, line, name);
    if (validate !== undefined) {
      const family = FAMILY[validate.cidr];
      const block = blockOf(String(value));
      if (block === undefined || (family !== undefined && block.first.family !== family))
        throw new TableFault(
          `Expected ${family === undefined ? 'a' : `an IPv${family}`} block such as ${family === 6 ? '2001:db8::/32' : '192.0.2.0/24'}, without host bits.`,
          line,
          name,
        );
    }
    return value;
  });
}
