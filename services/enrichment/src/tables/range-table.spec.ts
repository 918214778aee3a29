import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress } from '../address/address.js';
import { GOOGLE, tableOf } from '../../test/small-tables.js';
import { NO_ROW } from './segments.js';
import { OPEN_MAX, SegmentsBuilder } from './segments-builder.js';
import { ipv6Number } from './numeric-ranges.js';

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** The narrowest range that contains the address; of equals the one that begins later. */
function linearScan(ranges: readonly Range[], address: bigint): number {
  let best = NO_ROW;
  ranges.forEach(({ first, last }, row) => {
    if (address < first || address > last) return;
    const other = ranges[best];
    const size = (range: Range): bigint => range.last - range.first;
    const isBetter =
      other === undefined ||
      size(ranges[row]!) < size(other) ||
      (size(ranges[row]!) === size(other) && first > other.first);
    if (isBetter) best = row;
  });
  return best;
}

const uniqueRanges = (top: bigint) => {
  // Near each other, so that they nest and overlap; and at both ends of the address space.
  const near = fc.oneof(
    fc.bigInt({ min: 0n, max: 40n }),
    fc.bigInt({ min: top - 40n, max: top }),
    fc.bigInt({ min: 2n ** 32n - 20n, max: 2n ** 32n + 20n }).map((n) => (n > top ? top : n)),
    fc.bigInt({ min: 0n, max: top }),
  );
  const range = fc
    .tuple(near, near)
    .map(([a, b]): Range => (a < b ? { first: a, last: b } : { first: b, last: a }));
  return fc.uniqueArray(range, {
    maxLength: 40,
    selector: ({ first, last }) => `${first}-${last}`,
  });
};

describe.each([
  { family: 'version 4', width: 1 as const, top: 2n ** 32n - 1n },
  { family: 'version 6', width: 4 as const, top: 2n ** 128n - 1n },
])('a table of $family', ({ width, top }) => {
  const words = (n: bigint): number[] => ipv6Number(n.toString()).slice(4 - width);

  it('answers as a look at every range would', () =>
    fc.assert(
      fc.property(uniqueRanges(top), fc.array(fc.bigInt({ min: 0n, max: top })), (ranges, any) => {
        const builder = new SegmentsBuilder(width);
        ranges.forEach(({ first, last }, row) => builder.add(words(first), words(last), row, row));
        const segments = builder.build();
        const edges = ranges.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n]);
        const addresses = [...any, ...edges].filter((n) => n >= 0n && n <= top);
        expect(addresses.map((n) => segments.find(words(n)))).toEqual(
          addresses.map((n) => linearScan(ranges, n)),
        );
      }),
    ));

  it('refuses the same range twice', () => {
    const builder = new SegmentsBuilder(width);
    builder.add(words(1n), words(9n), 0, 4);
    builder.add(words(2n), words(3n), 1, 5);
    builder.add(words(1n), words(9n), 2, 6);
    expect(() => builder.build()).toThrow('The same range is on line 4.');
  });

  it('refuses a range that ends before it begins', () =>
    expect(() => new SegmentsBuilder(width).add(words(2n), words(1n), 0, 1)).toThrow(RangeError));

  it('refuses ranges piled up without end', () => {
    const builder = new SegmentsBuilder(width);
    for (let n = 0; n <= OPEN_MAX; n++) builder.add(words(BigInt(n)), words(1000n), n, n);
    expect(() => builder.build()).toThrow('Too many ranges overlap here.');
  });

  it('merges neighbours that have the same row', () => {
    const builder = new SegmentsBuilder(width);
    builder.add(words(0n), words(9n), 7, 1);
    builder.add(words(10n), words(19n), 7, 2);
    expect(builder.build().count).toBe(2);
  });
});

describe('a table of blocks', () => {
  const table = tableOf('t', {
    '10.0.0.0/8': { is: 'wide' },
    '10.1.0.0/16': { is: 'narrow' },
    '2001:4860::/32': GOOGLE,
  });
  const find = (text: string) => table.find(parseAddress(text)!);

  it('gives the row of the longest prefix', () => {
    expect(find('10.0.255.255')).toEqual({ is: 'wide' });
    expect(find('10.1.0.0')).toEqual({ is: 'narrow' });
    expect(find('10.2.0.0')).toEqual({ is: 'wide' });
  });

  it('gives nothing outside', () => {
    expect(find('9.255.255.255')).toBeUndefined();
    expect(find('11.0.0.0')).toBeUndefined();
    expect(find('::')).toBeUndefined();
  });

  it('finds an address of version 4 that is written as version 6', () =>
    expect(find('::ffff:10.1.2.3')).toEqual({ is: 'narrow' }));

  it('reports its size', () =>
    expect(table.summary).toMatchObject({
      name: 't',
      ranges: 3,
      rows: 3,
      bytes: expect.any(Number),
    }));
});
