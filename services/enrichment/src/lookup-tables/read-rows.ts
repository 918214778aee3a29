import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { cloudRanges, type PublishedList, torExits } from './published-lists.js';
import { ROW_BYTES_MAX } from './row-store.js';
import { valuesOf, type Value } from './row-values.js';
import { TableFault } from './table-fault.js';
import type { TableSchema } from './table-schema.js';

export const TABLE_FORMATS = ['csv', 'jsonl', 'cloud-ranges', 'tor-exits'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const PUBLISHED = { 'cloud-ranges': cloudRanges, 'tor-exits': torExits } as const;

/** A published list is read as a whole; the largest has a tenth of it. */
const DOCUMENT_BYTES_MAX = 64 * 1024 * 1024;

/** What the data of one table may come to. */
export interface DataLimits {
  /** As it is sent: compressed, if it is. */
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly rows: number;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** Passes bytes on and refuses those beyond a limit. */
const atMost = (bytes: number, problem: string): Transform => {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(new TableFault(problem));
      else done(null, chunk);
    },
  });
};

/** Passes bytes on; one that is not UTF-8 is refused with its line. */
const onlyUtf8 = (): Transform => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const check = (chunk?: Buffer): TableFault | null => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      return new TableFault('Not valid UTF-8.', line + linesIn(chunk), undefined, { cause });
    }
    if (chunk !== undefined) for (const byte of chunk) if (byte === LF) line++;
    return null;
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(check(chunk), chunk),
    flush: (done) => done(check()),
  });
};

const LF = 0x0a;

/** How many lines there are before the first bad byte of a chunk. */
function linesIn(chunk: Buffer | undefined): number {
  const text = chunk?.toString('utf8') ?? '';
  const bad = text.indexOf('\ufffd');
  return bad === -1 ? 0 : text.slice(0, bad).split('\n').length - 1;
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** The first bytes, and the stream with them still in it. */
async function peek(source: Readable): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let isOver = false;
  while (head.length < 2 && !isOver) {
    const { value, done } = await chunks.next();
    if (done) isOver = true;
    else head = Buffer.concat([head, value]);
  }
  return {
    head,
    all: (async function* () {
      if (head.length > 0) yield head;
      for (
        let next = isOver ? undefined : await chunks.next();
        next && !next.done;
        next = await chunks.next()
      )
        yield next.value;
    })(),
  };
}

/**
 * Reads every row of a CSV file with a header, or of a file with one JSON object a line, gzipped or
 * not, and hands its values to `use`. Never more than a few rows are held.
 *
 * @throws TableFault for the first row that is not usable, with line and column; for what is too much
 */
export async function readRows(
  source: Readable,
  format: TableFormat,
  schema: TableSchema,
  limits: DataLimits,
  use: (values: readonly Value[], line: number) => void,
): Promise<number> {
  const { head, all } = await peek(source);
  if (head.length === 0) throw new TableFault('There is no data.');
  const compressed = atMost(
    limits.compressedBytes,
    `More than ${megabytes(limits.compressedBytes)} as sent.`,
  );
  const plain = atMost(limits.bytes, `More than ${megabytes(limits.bytes)} of text.`);
  let rows = 0;
  const each = (given: (column: string) => unknown, line: number): void => {
    if (++rows > limits.rows) throw new TableFault(`More than ${limits.rows} rows.`, line);
    use(valuesOf(schema, given, line), line);
  };
  const reader = readerOf(format, schema, each);
  const unzip = isGzip(head) ? [createGunzip()] : [];
  try {
    await pipeline([Readable.from(all), compressed, ...unzip, plain, onlyUtf8(), ...reader]);
  } catch (thrown) {
    throw faultOf(thrown);
  }
  return rows;
}

function readerOf(format: TableFormat, schema: TableSchema, each: Each): (Transform | Writable)[] {
  switch (format) {
    case 'csv':
      return csvReader(schema, each);
    case 'jsonl':
      return jsonlReader(schema, each);
    case 'cloud-ranges':
    case 'tor-exits':
      return [documentReader(PUBLISHED[format], schema, each)];
  }
}

/** The schema names what it wants of the list's columns. */
function documentReader(list: PublishedList, { columns }: TableSchema, each: Each): Writable {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      chunks.push(chunk);
      done(
        bytes > DOCUMENT_BYTES_MAX
          ? new TableFault(`More than ${megabytes(DOCUMENT_BYTES_MAX)} of text.`)
          : null,
      );
    },
    final(done) {
      try {
        for (const { name } of columns)
          if (!list.columns.includes(name))
            throw new TableFault(`The list has only ${list.columns.join(', ')}.`, undefined, name);
        const text = Buffer.concat(chunks).toString();
        for (const row of list.rows(text)) each((column) => row.columns[column], row.line);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

type Each = (given: (column: string) => unknown, line: number) => void;

function faultOf(thrown: unknown): unknown {
  if (thrown instanceof CsvError) {
    const line = typeof thrown['lines'] === 'number' ? thrown['lines'] : undefined;
    return new TableFault(
      thrown.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' ||
        thrown.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
        ? 'There are more or fewer fields than in the first line.'
        : 'Not valid CSV.',
      line,
      undefined,
      { cause: thrown },
    );
  }
  const code = (thrown as { code?: unknown }).code;
  if (typeof code === 'string' && code.startsWith('Z_'))
    return new TableFault('Not a whole gzip file.', undefined, undefined, { cause: thrown });
  return thrown;
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function csvReader({ columns, primaryKey }: TableSchema, each: Each): [Transform, Writable] {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: ROW_BYTES_MAX,
    skip_empty_lines: true,
  });
  let places: ReadonlyMap<string, number> | undefined;
  let current: readonly string[] = [];
  const given = (column: string): unknown => current[places!.get(column)!];
  const sink = new Writable({
    objectMode: true,
    write({ record, info }: CsvRecord, _encoding, done) {
      try {
        current = record;
        if (places === undefined) places = placesOf(record, columns);
        else each(given, info.lines);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    final: (done) =>
      done(places === undefined ? new TableFault('There is no header.', 1, primaryKey) : null),
  });
  return [parser, sink];
}

/** Columns may stand in any order, but all of them must be known and none twice. */
function placesOf(
  header: readonly string[],
  columns: TableSchema['columns'],
): ReadonlyMap<string, number> {
  const names = columns.map(({ name }) => name);
  const places = new Map<string, number>();
  header.forEach((name, place) => {
    if (!names.includes(name))
      throw new TableFault('The schema has no such column.', 1, name.slice(0, 128));
    if (places.has(name)) throw new TableFault('The column is there twice.', 1, name);
    places.set(name, place);
  });
  for (const name of names)
    if (!places.has(name)) throw new TableFault('The column is missing.', 1, name);
  return places;
}

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
