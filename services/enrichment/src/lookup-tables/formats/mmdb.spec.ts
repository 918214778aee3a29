import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress, parseBlock } from '../../address/address.js';
import { contains } from '../../address/block.js';
import { AskedValue } from '../../tables/lookup-table.js';
import { readRows } from '../read-rows.js';
import type { Value } from '../row-values.js';
import type { Column, TableSchema } from '../table-schema.js';
import { ownTable, TableBuilder } from '../versioned-table.js';
import { type Datum, mmdbFile } from '../../../test/mmdb-file.js';

const LIMITS = { compressedBytes: 1e7, bytes: 1e7, rows: 10_000 };

const schemaOf = (...columns: Column[]): TableSchema => ({
  columns: [{ name: 'network', type: 'string', validate: { cidr: 'any' } }, ...columns],
  primaryKey: 'network',
  ignoreCase: false,
});
const COUNTRY = schemaOf({ name: 'country.iso_code', type: 'string' });

const rowsOf = async (file: Buffer, schema = COUNTRY): Promise<(readonly Value[])[]> => {
  const rows: (readonly Value[])[] = [];
  await readRows(Readable.from([file]), 'mmdb', schema, LIMITS, (values) => rows.push(values));
  return rows;
};
const country = (code: string): Datum => ({ country: { iso_code: code } });

describe('an MMDB file', () => {
  it.each([4, 6] as const)(
    'of IP version %s gives every network with its record',
    async (ipVersion) => {
      const file = mmdbFile(
        [
          ['1.0.0.0/24', country('AU')],
          ['192.0.2.128/25', country('SE')],
        ],
        { ipVersion },
      );
      await expect(rowsOf(file)).resolves.toEqual([
        ['1.0.0.0/24', 'AU'],
        ['192.0.2.128/25', 'SE'],
      ]);
    },
  );

  it('is unpacked where it is gzipped', async () => {
    const file = gzipSync(mmdbFile([['1.0.0.0/24', country('AU')]]));
    await expect(rowsOf(file)).resolves.toHaveLength(1);
  });

  it('gives members of any type, by their paths, and nothing where there is none', async () => {
    const schema = schemaOf(
      { name: 'asn', type: 'int' },
      { name: 'hosting', type: 'boolean' },
      { name: 'built', type: 'int' },
      { name: 'names', type: 'json' },
      { name: 'country.iso_code', type: 'string' },
    );
    const record = {
      asn: 64_500,
      hosting: true,
      built: 1_767_225_600n,
      names: { en: 'É', list: ['a', 2n] },
    };
    await expect(rowsOf(mmdbFile([['2001:db8::/32', record]]), schema)).resolves.toEqual([
      ['2001:db8::/32', 64_500, true, 1_767_225_600, '{"en":"É","list":["a","2"]}', null],
    ]);
  });

  it('tells IPv4 once, whatever of IPv6 points to it', async () => {
    const file = mmdbFile(
      [
        ['1.0.0.0/24', country('AU')],
        ['2003::/20', country('DE')],
      ],
      { aliases: ['::ffff:0:0/96', '2001::/32', '2002::/16'] },
    );
    await expect(rowsOf(file)).resolves.toEqual([
      ['1.0.0.0/24', 'AU'],
      ['2003::/20', 'DE'],
    ]);
  });

  it('answers as a list of its blocks would', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0x0101, max: 0xdf00 }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 20 }),
        async (halves, addresses) => {
          const dotted = (word: number) =>
            [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff).join('.');
          const blocks = halves.map((half) => `${dotted(half * 0x1_0000)}/16`);
          const file = mmdbFile(blocks.map((block) => [block, country(block)]));
          const builder = new TableBuilder(ownTable('t', COUNTRY), () => 0);
          await readRows(Readable.from([file]), 'mmdb', COUNTRY, LIMITS, (values, line) =>
            builder.add(values, line),
          );
          const table = builder.build();
          const inside = halves.map((half) => half * 0x1_0000 + 7);
          for (const word of [...addresses, ...inside]) {
            const text = dotted(word);
            const address = parseAddress(text)!;
            const block = blocks.find((each) => contains(parseBlock(each)!, address));
            const found = table.ask(new AskedValue(text));
            expect(found).toEqual(
              block === undefined
                ? expect.any(String)
                : { network: block, 'country.iso_code': block },
            );
          }
        },
      ),
      { numRuns: 50 },
    ));

  it.each<[string, Buffer, TableSchema, string]>([
    ['is something else', Buffer.from('a,b\n1,2\n'), COUNTRY, 'Not an MMDB file.'],
    ['knows nothing', mmdbFile([]), COUNTRY, 'Nothing is known of any network.'],
    [
      'is looked up by another key',
      mmdbFile([['1.0.0.0/24', country('AU')]]),
      { ...schemaOf({ name: 'a', type: 'string' }), primaryKey: 'a' },
      'The key must be a block of addresses.',
    ],
    [
      'has a value of another type',
      mmdbFile([['1.0.0.0/24', { asn: 'AS1' }]]),
      schemaOf({ name: 'asn', type: 'int' }),
      'Expected a whole number',
    ],
    [
      'has lost its beginning',
      cutAtStart(mmdbFile([['1.0.0.0/24', country('AU')]])),
      COUNTRY,
      'too early',
    ],
    ['goes round in circles', circular(), COUNTRY, 'has no end'],
    ['has a record that is none', broken(), COUNTRY, 'A record cannot be read.'],
  ])('that %s is refused', async (_what, file, schema, said) => {
    await expect(rowsOf(file, schema)).rejects.toMatchObject({
      name: 'TableFault',
      message: expect.stringContaining(said) as unknown,
    });
  });
});

/** The metadata promise a tree that is larger than the file. */
function cutAtStart(file: Buffer): Buffer {
  return file.subarray(file.indexOf('\xab\xcd\xefMaxMind.com', 0, 'latin1'));
}

/** Every child is the root again, but for one far down that is never reached twice. */
function circular(): Buffer {
  const file = mmdbFile([['1.0.0.0/24', country('AU')]], { ipVersion: 4 });
  file.fill(0, 0, file.indexOf('\xab\xcd\xefMaxMind.com', 0, 'latin1') - 40);
  return file;
}

/** A record of a type that there is not. */
function broken(): Buffer {
  const file = mmdbFile([['1.0.0.0/24', 'x']], { ipVersion: 4 });
  const record = file.indexOf(Buffer.from([0x41, 0x78]));
  file[record] = 0x00;
  file[record + 1] = 0xff;
  return file;
}
