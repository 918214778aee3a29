import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { isJsonObject, type JsonObject } from '../../json-object.js';
import { ROW_BYTES_MAX } from '../row-store.js';
import { TableFault } from '../table-fault.js';
import type { TableSchema } from '../table-schema.js';
import type { Each, RowReader } from './row-reader.js';

function jsonlReader({ columns }: TableSchema, each: Each): [Writable] {
  const names = new Set(columns.map(({ name }) => name));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  const one = (text: string): void => {
    line++;
    const json = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() === '') return;
    const row = objectOf(json, line);
    for (const key of Object.keys(row))
      if (!names.has(key))
        throw new TableFault('The schema has no such column.', line, key.slice(0, 128));
    each((column) => (Object.hasOwn(row, column) ? row[column] : undefined), line);
  };
  const take = (chunk: Buffer): void => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop()!;
    lines.forEach(one);
    if (rest.length > ROW_BYTES_MAX) throw tooLong(line + 1);
  };
  const trying = (work: () => void, done: (error?: Error | null) => void): void => {
    try {
      work();
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  return [
    new Writable({
      write: (chunk: Buffer, _encoding, done) => trying(() => take(chunk), done),
      final: (done) => trying(() => one(rest + decoder.end()), done),
    }),
  ];
}

const tooLong = (line: number) => new TableFault(`A row has at most ${ROW_BYTES_MAX} bytes.`, line);

function objectOf(text: string, line: number): JsonObject {
  if (text.length > ROW_BYTES_MAX) throw tooLong(line);
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (cause) {
    throw new TableFault('Not valid JSON.', line, undefined, { cause });
  }
  if (!isJsonObject(row)) throw new TableFault('Expected a JSON object.', line);
  return row;
}

/** A file with one JSON object a line. */
export const jsonl: RowReader = { isText: true, read: jsonlReader };
