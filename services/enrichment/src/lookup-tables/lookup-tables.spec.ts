import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress, parseBlock } from '../address/address.js';
import { contains } from '../address/block.js';
import { AskedValue } from '../tables/lookup-table.js';
import { type DataLimits, readRows, type TableFormat } from './read-rows.js';
import { RowStore } from './row-store.js';
import type { TableSchema } from './table-schema.js';
import { ownTable, TableBuilder } from './versioned-table.js';

const LIMITS: DataLimits = { compressedBytes: 1e6, bytes: 1e6, rows: 1_000 };
const NOW = Date.parse('2026-06-01T00:00:00Z');
const clock = () => NOW;

const PEOPLE: TableSchema = {
  columns: [
    { name: 'name', type: 'string' },
    { name: 'age', type: 'int' },
    { name: 'share', type: 'float' },
    { name: 'admin', type: 'boolean' },
    { name: 'since', type: 'timestamp' },
  ],
  primaryKey: 'name',
  ignoreCase: false,
};
const NETWORKS: TableSchema = {
  columns: [
    { name: 'block', type: 'string', validate: { cidr: 'any' } },
    { name: 'site', type: 'string' },
  ],
  primaryKey: 'block',
  ignoreCase: false,
};
const HEADER = 'name,age,share,admin,since\n';

const builderOf = async (
  data: string | Buffer,
  schema = PEOPLE,
  format: TableFormat = 'csv',
  limits = LIMITS,
  chunk = 7,
) => {
  const builder = new TableBuilder(ownTable('t', schema), clock);
  const bytes = Buffer.from(data);
  const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    bytes.subarray(i * chunk, (i + 1) * chunk),
  );
  await readRows(Readable.from(parts), format, schema, limits, (values, line) =>
    builder.add(values, line),
  );
  return builder;
};
const tableOf = async (...given: Parameters<typeof builderOf>) =>
  (await builderOf(...given)).build();
const ask = (table: Awaited<ReturnType<typeof tableOf>>, text: string) =>
  table.ask(new AskedValue(text));

describe('a table by key', () => {
  it('answers with all columns, typed, and null where a cell is empty', async () => {
    const table = await tableOf(`${HEADER}ann,36,0.5,true,2020-01-02\nbob,,,,\n`);
    expect(ask(table, 'ann')).toEqual({
      name: 'ann',
      age: 36,
      share: 0.5,
      admin: true,
      since: '2020-01-02T00:00:00.000Z',
    });
    expect(ask(table, 'bob')).toEqual({
      name: 'bob',
      age: null,
      share: null,
      admin: null,
      since: null,
    });
    expect(ask(table, 'eve')).toBe('not_found');
    expect(ask(table, 'Ann')).toBe('not_found');
  });

  it('is read with columns in any order, a byte-order mark, quotes and Windows line ends', async () => {
    const text = '\ufeffage,name,since,share,admin\r\n7,"a ""b"", c",,1e-3,false\r\n';
    expect(ask(await tableOf(text), 'a "b", c')).toMatchObject({ age: 7, share: 0.001 });
  });

  it('is the same from JSON lines, and from gzip', async () => {
    const csv = await tableOf(`${HEADER}ann,36,0.5,true,\n`);
    const line = '\ufeff{"name":"ann","age":36,"share":0.5,"admin":true}';
    for (const data of [line, `${line}\n\n`, gzipSync(line)])
      expect(ask(await tableOf(data, PEOPLE, 'jsonl'), 'ann')).toEqual(ask(csv, 'ann'));
    expect(ask(await tableOf(gzipSync(`${HEADER}ann,36,0.5,true,\n`)), 'ann')).toEqual(
      ask(csv, 'ann'),
    );
  });

  it('may ignore case, and answers with the key as it was written', async () => {
    const table = await tableOf(`${HEADER}Ann,,,,\n`, { ...PEOPLE, ignoreCase: true });
    expect(ask(table, 'aNN')).toMatchObject({ name: 'Ann' });
    await expect(
      tableOf(`${HEADER}Ann,,,,\nANN,,,,\n`, { ...PEOPLE, ignoreCase: true }),
    ).rejects.toMatchObject({ line: 3, column: 'name' });
  });

  it('ignores rows after their time', async () => {
    const schema: TableSchema = {
      columns: [
        { name: 'k', type: 'string' },
        { name: 'until', type: 'timestamp', isExpiration: true },
      ],
      primaryKey: 'k',
      ignoreCase: false,
    };
    const table = await tableOf(
      'k,until\nold,2026-05-31\nnew,2026-06-02T00:00:00Z\never,\n',
      schema,
    );
    expect([ask(table, 'old'), ask(table, 'new'), ask(table, 'ever')]).toEqual([
      'not_found',
      expect.objectContaining({ k: 'new' }),
      { k: 'ever', until: null },
    ]);
  });

  it('finds every key that was put in and no other, as a Map does, also after it was kept', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), {
          maxLength: 60,
        }),
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 })),
        async (keys, others) => {
          const identity = ownTable('t', PEOPLE);
          const builder = new TableBuilder(identity, clock);
          keys.forEach((key, i) => builder.add([key, i, null, null, null], i + 1));
          const table = builder.build();
          const kept = builder.toChunks().map((chunk) => Buffer.from(chunk));
          const again = await TableBuilder.restore(identity, clock, kept);
          const model = new Map(keys.map((key, i) => [key, i]));
          for (const key of [...keys, ...others])
            for (const one of [table, again]) {
              const found = ask(one, key);
              expect(typeof found === 'string' ? undefined : found['age']).toBe(model.get(key));
            }
          expect(again.summary.rows).toBe(keys.length);
        },
      ),
    ));
});

describe('a table by block', () => {
  it('answers with the narrowest block that an address is in', async () => {
    const table = await tableOf(
      'block,site\n10.0.0.0/8,all\n10.1.0.0/16,bonn\n10.1.2.3,one\n2001:db8::/32,six\n',
      NETWORKS,
    );
    const sites = [
      '10.9.9.9',
      '10.1.9.9',
      '10.1.2.3',
      '2001:db8::1',
      '::ffff:10.1.2.3',
      '9.9.9.9',
      'x',
    ];
    expect(sites.map((text) => ask(table, text))).toEqual([
      expect.objectContaining({ site: 'all' }),
      expect.objectContaining({ site: 'bonn' }),
      { block: '10.1.2.3', site: 'one' },
      expect.objectContaining({ site: 'six' }),
      expect.objectContaining({ site: 'one' }),
      'not_found',
      'skipped(not_an_address)',
    ]);
  });

  const block = fc
    .tuple(fc.constantFrom('10', '10.1', '192.168'), fc.nat(255), fc.integer({ min: 8, max: 32 }))
    .map(([head, tail, length]) => {
      const parts = [...head.split('.').map(Number), tail, 0, 0].slice(0, 4);
      const value = parts.reduce((all, part) => all * 256 + part, 0);
      const base = Math.floor(value / 2 ** (32 - length)) * 2 ** (32 - length);
      const text = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
      return { text: `${text}/${length}`, length };
    });

  it('finds what a look at every block finds', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(block, { selector: ({ text }) => text, maxLength: 40 }),
        fc.array(fc.oneof(fc.ipV4(), fc.constantFrom('10.1.0.0', '10.1.0.255', '192.168.0.1'))),
        (blocks, addresses) => {
          const builder = new TableBuilder(ownTable('t', NETWORKS), clock);
          blocks.forEach(({ text }, i) => builder.add([text, String(i)], i + 1));
          const table = builder.build();
          for (const address of addresses) {
            const parsed = parseAddress(address)!;
            const narrowest = blocks
              .filter(({ text }) => contains(parseBlock(text)!, parsed))
              .sort((a, b) => b.length - a.length)[0];
            const found = ask(table, address);
            expect(typeof found === 'string' ? undefined : found['block']).toBe(narrowest?.text);
          }
        },
      ),
    ));
});

describe('a table of a published list', () => {
  const EXITS: TableSchema = {
    columns: [
      { name: 'address', type: 'string', validate: { cidr: 'any' } },
      { name: 'last_seen', type: 'timestamp' },
    ],
    primaryKey: 'address',
    ignoreCase: false,
  };

  it('has the columns that its schema names', async () => {
    const table = await tableOf(
      gzipSync('ExitNode A\nExitAddress 192.0.2.7 2026-05-02 01:02:03\n'),
      EXITS,
      'tor-exits',
    );
    expect(ask(table, '192.0.2.7')).toEqual({
      address: '192.0.2.7',
      last_seen: '2026-05-02T01:02:03.000Z',
    });
    expect(ask(table, '192.0.2.8')).toBe('not_found');
  });

  it('is refused for a column that the list has not', async () => {
    const schema = {
      ...EXITS,
      columns: [...EXITS.columns, { name: 'x', type: 'string' as const }],
    };
    await expect(tableOf('192.0.2.7', schema, 'tor-exits')).rejects.toMatchObject({ column: 'x' });
  });

  it('is refused for an address that is none, with its line', async () =>
    expect(tableOf('192.0.2.7\nten\n', EXITS, 'tor-exits')).rejects.toMatchObject({
      line: 2,
      column: 'address',
    }));
});

describe('data that cannot be a table', () => {
  it.each<[string, string | Buffer, number | undefined, string | undefined, string]>([
    ['nothing', '', undefined, undefined, 'no data'],
    ['blank lines alone', '\n\n', 1, 'name', 'no header'],
    ['a column missing', 'name,age,share,admin\n', 1, 'since', 'missing'],
    ['the key column missing', 'age,share,admin,since\n', 1, 'name', 'missing'],
    ['a column too many', 'name,age,share,admin,since,x\n', 1, 'x', 'no such column'],
    ['a column twice', 'name,age,share,admin,since,age\n', 1, 'age', 'twice'],
    ['a row too short', `${HEADER}ann,1\n`, 2, undefined, 'fewer fields'],
    ['a key missing', `${HEADER}ann,1,,,\n,1,,,\n`, 3, 'name', 'missing'],
    ['a key twice', `${HEADER}ann,1,,,\nbob,1,,,\nann,2,,,\n`, 4, 'name', 'already'],
    ['a whole number that is none', `${HEADER}ann,1.5,,,\n`, 2, 'age', 'whole number'],
    ['a number beyond exact ones', `${HEADER}ann,9007199254740993,,,\n`, 2, 'age', 'whole number'],
    ['a number that is none', `${HEADER}ann,,x,,\n`, 2, 'share', 'number'],
    ['a truth that is none', `${HEADER}ann,,,yes,\n`, 2, 'admin', 'true or false'],
    ['a time that is none', `${HEADER}ann,,,,2026-13-01\n`, 2, 'since', 'time'],
    ['a quotation without end', `${HEADER}"ann,,,,\n`, 2, undefined, 'Not valid CSV'],
    [
      'another encoding',
      Buffer.from(`${HEADER}ann,,,,\nzo\xeb,,,,\n`, 'latin1'),
      3,
      undefined,
      'UTF-8',
    ],
    [
      'half a gzip file',
      gzipSync(`${HEADER}ann,,,,\n`).subarray(0, 30),
      undefined,
      undefined,
      'gzip',
    ],
    ['a row too long', `${HEADER}${'x'.repeat(70_000)},,,,\n`, undefined, undefined, ''],
  ])('is refused with its place: %s', async (_what, data, line, column, said) => {
    const fault = await tableOf(data).then(
      () => undefined,
      (error: unknown) =>
        error as { name: string; line?: number; column?: string; message: string },
    );
    expect(fault).toMatchObject({ name: 'TableFault' });
    expect(fault?.message).toContain(said);
    if (line !== undefined) expect([fault?.line, fault?.column]).toEqual([line, column]);
  });

  it.each<[string, string, number | undefined, string]>([
    ['no JSON', '{"name":"a"}\n{', 2, 'Not valid JSON'],
    ['no object', '[]', 1, 'JSON object'],
    ['another column', '{"name":"a","x":1}', 1, 'no such column'],
    ['an object in a text', '{"name":{}}', 1, 'a text'],
    ['a line too long', `{"name":"${'x'.repeat(70_000)}"}`, 1, 'at most'],
  ])('is refused with its line: %s', async (_what, data, line, said) => {
    await expect(tableOf(data, PEOPLE, 'jsonl')).rejects.toMatchObject({
      name: 'TableFault',
      line,
      message: expect.stringContaining(said) as unknown,
    });
  });

  it.each([
    ['10.0.0.1/8', 'host bits'],
    ['10.0.0.0/33', 'block'],
    ['2001:db8::/129', 'block'],
    ['ten', 'block'],
  ])('is refused for the block %s', async (block, said) =>
    expect(tableOf(`block,site\n${block},x\n`, NETWORKS)).rejects.toMatchObject({
      line: 2,
      column: 'block',
      message: expect.stringContaining(said) as unknown,
    }),
  );

  it('is refused for a block that is there twice', async () =>
    expect(tableOf('block,site\n10.0.0.0/8,x\n10.0.0.0/8,y\n', NETWORKS)).rejects.toMatchObject({
      line: 3,
      column: 'block',
    }));

  it('is refused for a block of another family', async () => {
    const schema: TableSchema = {
      ...NETWORKS,
      columns: [{ name: 'block', type: 'string', validate: { cidr: 'ipv6' } }],
    };
    await expect(tableOf('block\n10.0.0.0/8\n', schema)).rejects.toMatchObject({
      line: 2,
      column: 'block',
    });
  });

  it.each<[string, Partial<DataLimits>, string]>([
    ['as sent', { compressedBytes: 100 }, 'as sent'],
    ['unpacked, however small it is packed', { bytes: 10_000 }, 'unpacked'],
    ['of rows', { rows: 10 }, 'More than 10 rows'],
  ])('is refused when there is too much %s', async (_what, limits, said) => {
    const rows = Array.from({ length: 1_000 }, (_, i) => `user-${i},,,,\n`).join('');
    const data = gzipSync(HEADER + rows);
    await expect(
      tableOf(data, PEOPLE, 'csv', { ...LIMITS, ...limits }, 1_000),
    ).rejects.toMatchObject({
      name: 'TableFault',
      message: expect.stringContaining(said) as unknown,
    });
  });

  it('is never a table for a while: what was kept of it is cut off, and refused', () => {
    const store = new RowStore();
    for (let i = 0; i < 10; i++) store.append(`k${i}`, '[]');
    store.seal();
    const [chunk] = store.toChunks();
    expect(() => RowStore.fromChunks([chunk!.subarray(0, chunk!.length - 1)])).toThrow('cut off');
  });
});

describe('a store of rows', () => {
  it('gives back what was put in, over many chunks', () => {
    const store = new RowStore();
    const text = 'y'.repeat(60_000);
    for (let i = 0; i < 400; i++) store.append(`key-${i}`, `${text}${i}`);
    store.seal();
    expect(store.toChunks().length).toBeGreaterThan(2);
    for (const one of [store, RowStore.fromChunks(store.toChunks())])
      for (const i of [0, 1, 137, 139, 140, 399]) {
        expect(one.keyAt(i)).toBe(`key-${i}`);
        expect(one.textAt(i)).toBe(`${text}${i}`);
      }
  });
});
