import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { BadDataFile } from '../bad-data-file.js';

/** A field beyond this is no field but a forgotten quotation mark. */
const RECORD_BYTES_MAX = 64 * 1024;

/**
 * Hands every record of a CSV file to `use`, one by one, never holding more than a few of them.
 *
 * @param use throws a RangeError to refuse a record: its message, file and line become the error
 * @throws BadDataFile for a record that cannot be read or is refused
 */
export async function readCsv(
  path: string,
  use: (record: readonly string[], line: number) => void,
): Promise<void> {
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const parser = parse({ relax_column_count: true, max_record_size: RECORD_BYTES_MAX });
  let line = 0;
  parser.on('data', (record: readonly string[]) => {
    if (parser.destroyed) return;
    line++;
    try {
      use(record, line);
    } catch (thrown) {
      parser.destroy(refusal(thrown, path, line));
    }
    for (const field of record) if (field.includes('\n')) line += field.split('\n').length - 1;
  });
  source.on('error', (cause) =>
    parser.destroy(new BadDataFile(path, 'Cannot be read.', { cause })),
  );
  try {
    await finished(source.pipe(parser));
  } catch (thrown) {
    throw refusal(thrown, path, line + 1);
  } finally {
    source.destroy();
  }
}

function refusal(thrown: unknown, path: string, line: number): Error {
  if (thrown instanceof RangeError)
    return new BadDataFile(`${path}:${line}`, thrown.message, { cause: thrown });
  if (!(thrown instanceof CsvError)) return thrown as Error;
  const at = typeof thrown['lines'] === 'number' ? thrown['lines'] : line;
  return new BadDataFile(`${path}:${at}`, 'Not valid CSV.', { cause: thrown });
}
