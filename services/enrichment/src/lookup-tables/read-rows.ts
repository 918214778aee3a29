import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError } from 'csv-parse';
import { csv } from './formats/csv.js';
import { listed } from './formats/document.js';
import { jsonl } from './formats/jsonl.js';
import { mmdb } from './formats/mmdb.js';
import { cloudRanges, torExits } from './formats/published-lists.js';
import type { RowReader } from './formats/row-reader.js';
import { valuesOf, type Value } from './row-values.js';
import { TableFault } from './table-fault.js';
import type { TableSchema } from './table-schema.js';

export const TABLE_FORMATS = ['csv', 'jsonl', 'mmdb', 'cloud-ranges', 'tor-exits'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const READERS: Readonly<Record<TableFormat, RowReader>> = {
  csv,
  jsonl,
  mmdb,
  'cloud-ranges': listed(cloudRanges),
  'tor-exits': listed(torExits),
};

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
 * Reads every row of a file, gzipped or not, and hands its values to `use`. Of CSV and JSON lines
 * never more than a few rows are held, of other formats the file.
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
  const plain = atMost(limits.bytes, `More than ${megabytes(limits.bytes)} unpacked.`);
  let rows = 0;
  const each = (given: (column: string) => unknown, line: number): void => {
    if (++rows > limits.rows) throw new TableFault(`More than ${limits.rows} rows.`, line);
    use(valuesOf(schema, given, line), line);
  };
  const { isText, read } = READERS[format];
  const unzip = isGzip(head) ? [createGunzip()] : [];
  try {
    await pipeline([
      Readable.from(all),
      compressed,
      ...unzip,
      plain,
      ...(isText ? [onlyUtf8()] : []),
      ...read(schema, each),
    ]);
  } catch (thrown) {
    throw faultOf(thrown);
  }
  return rows;
}

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
