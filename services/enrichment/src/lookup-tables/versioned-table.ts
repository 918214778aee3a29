import { setImmediate as turn } from 'node:timers/promises';
import { BadDataFile } from '../bad-data-file.js';
import { AddressTable } from '../tables/address-table.js';
import type { AskedValue, Found, LookupTable } from '../tables/lookup-table.js';
import type { Row, Source, TableSummary } from '../tables/range-table.js';
import { RangeTableBuilder } from '../tables/range-table-builder.js';
import { KeyIndex } from './key-index.js';
import { RowStore } from './row-store.js';
import { blockOf, type Value } from './row-values.js';
import { TableFault } from './table-fault.js';
import { isByBlock, type TableSchema } from './table-schema.js';

/** What a lookup table is known by, whichever version of its data is in force. */
export interface TableIdentity {
  readonly name: string;
  readonly schema: TableSchema;
  readonly source: Source;
}

const OWN_SOURCE: Source = { name: 'yours', url: '', licence: '', attribution: '' };
export const ownTable = (name: string, schema: TableSchema): TableIdentity => ({
  name,
  schema,
  source: OWN_SOURCE,
});

/** Says the time, in milliseconds since 1970. */
export type Clock = () => number;

/** So many rows are entered before other work gets its turn. */
const ROWS_PER_TURN = 10_000;

const normalised = ({ ignoreCase }: TableSchema, key: string): string =>
  ignoreCase ? key.toLowerCase() : key;

/** Rows are kept as lists of values, in the order of the columns, as JSON. */
class Rows {
  private readonly names: readonly string[];
  private readonly expiration: number;

  constructor(
    private readonly store: RowStore,
    { columns }: TableSchema,
    private readonly clock: Clock,
  ) {
    this.names = columns.map(({ name }) => name);
    this.expiration = columns.findIndex(({ isExpiration }) => isExpiration);
  }

  get count(): number {
    return this.store.count;
  }

  get bytes(): number {
    return this.store.bytes;
  }

  at(index: number): Row {
    const values = JSON.parse(this.store.textAt(index)) as Value[];
    const row: Record<string, Value> = {};
    for (let i = 0; i < this.names.length; i++) row[this.names[i]!] = values[i] ?? null;
    return row;
  }

  /** The row, unless its time is over. */
  valid(index: number): Row | undefined {
    const row = this.at(index);
    if (this.expiration === -1) return row;
    const until = row[this.names[this.expiration]!];
    return typeof until === 'string' && Date.parse(until) <= this.clock() ? undefined : row;
  }
}

/** Rows by equal key. */
class KeyTable implements LookupTable {
  constructor(
    private readonly identity: TableIdentity,
    private readonly rows: Rows,
    private readonly index: KeyIndex,
  ) {}

  get name(): string {
    return this.identity.name;
  }

  get summary(): TableSummary {
    const { rows, index, identity } = this;
    return {
      name: identity.name,
      ranges: 0,
      rows: rows.count,
      bytes: rows.bytes + index.bytes,
      source: identity.source,
    };
  }

  ask({ text }: AskedValue): Found {
    const row = this.index.find(normalised(this.identity.schema, text));
    return (row === undefined ? undefined : this.rows.valid(row)) ?? 'not_found';
  }
}

/** Rows by the narrowest block that an address is in. */
class BlockTable implements LookupTable {
  constructor(
    private readonly ranges: AddressTable,
    private readonly rows: Rows,
  ) {}

  get name(): string {
    return this.ranges.name;
  }

  get summary(): TableSummary {
    return this.ranges.summary;
  }

  ask(value: AskedValue): Found {
    const row = this.ranges.rowOf(value);
    return typeof row === 'string' ? row : (this.rows.valid(row) ?? 'not_found');
  }
}

/** Collects the rows of one version of a table's data. Half of one is never seen by anybody. */
export class TableBuilder {
  /** What was put in. */
  readonly store: RowStore;
  private readonly index: KeyIndex | undefined;
  private readonly blocks: RangeTableBuilder | undefined;

  constructor(
    private readonly identity: TableIdentity,
    private readonly clock: Clock,
    store = new RowStore(),
  ) {
    this.store = store;
    if (isByBlock(identity.schema)) this.blocks = new RangeTableBuilder();
    else this.index = new KeyIndex(store, store.count);
  }

  /**
   * @param values in the order of the columns
   * @param line where they came from, for the message
   * @throws TableFault for a key that is there already, or a row that is too long
   */
  add(values: readonly Value[], line: number): void {
    const { schema } = this.identity;
    const { primaryKey, columns } = schema;
    const key = String(values[columns.findIndex(({ name }) => name === primaryKey)]);
    let row: number;
    try {
      row = this.store.append(normalised(schema, key), JSON.stringify(values));
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      throw new TableFault(thrown.message, line, undefined, { cause: thrown });
    }
    this.enter(key, row, line);
  }

  get rows(): number {
    return this.store.count;
  }

  /** @throws TableFault for a block that is there already */
  build(): LookupTable {
    const { name, source, schema } = this.identity;
    this.store.seal();
    const rows = new Rows(this.store, schema, this.clock);
    if (this.index !== undefined) return new KeyTable(this.identity, rows, this.index);
    try {
      const ranges = this.blocks!.build(name, rows, source, { 4: '', 6: '' });
      return new BlockTable(new AddressTable(ranges), rows);
    } catch (thrown) {
      throw thrown instanceof BadDataFile ? conflict(thrown, schema) : thrown;
    }
  }

  /** As it is kept. */
  toChunks(): readonly Buffer[] {
    this.store.seal();
    return this.store.toChunks();
  }

  /**
   * The table that `toChunks` of another builder kept.
   *
   * @throws TableFault for chunks of another schema, RangeError for bytes that are none
   */
  static async restore(
    identity: TableIdentity,
    clock: Clock,
    chunks: Iterable<Buffer>,
  ): Promise<LookupTable> {
    const store = RowStore.fromChunks(chunks);
    const builder = new TableBuilder(identity, clock, store);
    for (let row = 0; row < store.count; row++) {
      builder.enter(store.keyAt(row), row, row + 1);
      // Events that come meanwhile are not kept waiting.
      if (row % ROWS_PER_TURN === 0) await turn();
    }
    return builder.build();
  }

  private enter(key: string, row: number, line: number): void {
    const { schema } = this.identity;
    if (this.index !== undefined) {
      if (this.index.add(normalised(schema, key), row) !== undefined)
        throw new TableFault('The key is there already.', line, schema.primaryKey);
      return;
    }
    const block = blockOf(key);
    if (block === undefined)
      throw new TableFault('Expected a block of addresses.', line, schema.primaryKey);
    this.blocks!.addRange(block.first.family, block.first.words, block.last.words, row, line);
  }
}

/** `:7` stands where other tables have their file. */
const conflict = ({ place, message }: BadDataFile, { primaryKey }: TableSchema): TableFault =>
  new TableFault(
    message.slice(message.indexOf(': ') + 2),
    Number(place.slice(1)) || undefined,
    primaryKey,
  );
