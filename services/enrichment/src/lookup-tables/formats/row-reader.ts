import type { Transform, Writable } from 'node:stream';
import type { TableSchema } from '../table-schema.js';

/** Takes one row: its value of each column, and the line (or the place in the file) it stands at. */
export type Each = (given: (column: string) => unknown, line: number) => void;

/** The end of a pipeline that takes the data of a table apart, row by row. */
export interface RowReader {
  /** Whether it reads text, which then must be UTF-8. */
  readonly isText: boolean;
  read(schema: TableSchema, each: Each): readonly (Transform | Writable)[];
}
