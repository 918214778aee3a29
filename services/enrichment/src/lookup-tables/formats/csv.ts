import { type Transform, Writable } from 'node:stream';
import { parse } from 'csv-parse';
import { ROW_BYTES_MAX } from '../row-store.js';
import { TableFault } from '../table-fault.js';
import type { TableSchema } from '../table-schema.js';
import type { Each, RowReader } from './row-reader.js';

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

/** A CSV file with a header. */
export const csv: RowReader = { isText: true, read: csvReader };
