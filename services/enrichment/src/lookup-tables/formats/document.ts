import { Writable } from 'node:stream';
import { TableFault } from '../table-fault.js';
import type { PublishedList } from './published-lists.js';
import type { RowReader } from './row-reader.js';

/** Gathers a whole file, and hands it on when it has ended. */
export function wholeFile(bytesMax: number, use: (file: Buffer) => Promise<void> | void): Writable {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      chunks.push(chunk);
      done(
        bytes > bytesMax
          ? new TableFault(
              `More than ${Math.round(bytesMax / 1024 / 1024)} MB, the most of this format.`,
            )
          : null,
      );
    },
    final(done) {
      void (async () => use(Buffer.concat(chunks)))().then(() => done(), done);
    },
  });
}

/** A published list is read as a whole; the largest has a tenth of it. */
const LIST_BYTES_MAX = 64 * 1024 * 1024;

/** A list that somebody publishes in a form of its own; the schema names what it wants of its columns. */
export const listed = (list: PublishedList): RowReader => ({
  isText: true,
  read: ({ columns }, each) => [
    wholeFile(LIST_BYTES_MAX, (file) => {
      for (const { name } of columns)
        if (!list.columns.includes(name))
          throw new TableFault(`The list has only ${list.columns.join(', ')}.`, undefined, name);
      for (const row of list.rows(file.toString())) each((column) => row.columns[column], row.line);
    }),
  ],
});
