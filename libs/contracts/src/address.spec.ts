import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalBlock,
  isCovered,
  isWithin,
  parseAddress,
  parseNetwork,
  parsePeer,
} from './address.js';

const within = (address: string, ...blocks: string[]) => {
  const parsed = parseAddress(address);
  return parsed !== undefined && isWithin(parsed, blocks.map(parseNetwork));
};
const blockOf = (text: string) => {
  const canonical = canonicalBlock(text);
  return 'block' in canonical ? canonical.block : undefined;
};

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0::7', '2001:db8::7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['64:ff9b::192.0.2.7', '192.0.2.7'],
    ['64:ff9b::8.8.8.8', '8.8.8.8'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['64:ff9b::127.0.0.1', '64:ff9b::7f00:1'],
    ['64:ff9b:1::8.8.8.8', '64:ff9b:1::808:808'],
    ['2002:c000:207::1', '2002:c000:207::1'],
    ['::c000:207', '::c000:207'],
  ])('%s is compared as %s', (text, canonical) => {
    expect(parseAddress(text)?.toString()).toBe(canonical);
  });

  it.each([
    '',
    'x',
    '192.0.2',
    '0x7f.1',
    '010.0.0.1',
    '192.0.2.7:80',
    '[::1]',
    'fe80::1%eth0',
    ' ::1',
    '::192.0.2.7',
  ])('is not "%s"', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('of a socket may carry the zone of our own interface, if it is link-local', () => {
    expect(parsePeer('fe80::1%eth0')?.toString()).toBe('fe80::1');
    expect(parsePeer('FE80::1%en-0.1')?.toString()).toBe('fe80::1');
    expect(parsePeer('2001:db8::1%eth0')).toBeUndefined();
    expect(parsePeer('fe80::1%')).toBeUndefined();
    expect(parsePeer('::ffff:192.0.2.7')?.toString()).toBe('192.0.2.7');
  });
});

describe('a block', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['::ffff:192.0.2.7', '192.0.2.0/24', true],
    ['64:ff9b::192.0.2.7', '192.0.2.0/24', true],
    ['64:ff9b::10.0.0.1', '10.0.0.0/8', false],
    ['2002:c000:207::1', '192.0.2.0/24', false],
    ['2002:c000:207::1', '2002:c000:200::/40', true],
    ['192.0.2.7', '0.0.0.0/0', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['2001:db8::1', '::/0', true],
    ['192.0.2.7', '::/0', false],
    ['::ffff:192.0.2.7', '::/0', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
  ])('for %s in %s says %s', (address, block, expected) => {
    expect(within(address, block)).toBe(expected);
  });

  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['2001:DB8:0::/32', '2001:db8::/32'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['2002:c000:200::/40', '2002:c000:200::/40'],
    ['64:ff9b:1::/48', '64:ff9b:1::/48'],
  ])('%s is written %s', (text, block) => {
    expect(blockOf(text)).toBe(block);
  });

  const MISSING = 'The prefix length is missing: 192.0.2.0/24.';
  const NOT_CIDR = 'Not a network in CIDR notation.';
  const OUT_OF_RANGE = 'The prefix length is out of range.';
  const behind = (network: string) =>
    `The address has bits behind the prefix; the network is ${network}.`;
  const NAT64 = 'Addresses translated by NAT64 count as IPv4: write the IPv4 network.';

  it.each([
    ['10.0.0.0', MISSING],
    ['', MISSING],
    ['/8', NOT_CIDR],
    ['10.0.0.0/8/8', NOT_CIDR],
    ['10.0.0.0/08', NOT_CIDR],
    ['10.0.0.0/+8', NOT_CIDR],
    ['example.com/8', NOT_CIDR],
    ['10.0.0.0/33', OUT_OF_RANGE],
    ['2001:db8::/129', OUT_OF_RANGE],
    ['10.0.0.1/8', behind('10.0.0.0/8')],
    ['2001:db8::1/32', behind('2001:db8::/32')],
    ['::ffff:10.0.0.1/104', behind('::ffff:a00:0/104')],
    ['64:ff9b::/96', NAT64],
    ['64:ff9b::192.0.2.0/120', NAT64],
  ])('is not written %s', (text, problem) => {
    expect(canonicalBlock(text)).toEqual({ problem });
  });

  it.each(['10.0.0.1/32', '2001:db8::1/128', '64:ff9b::/95'])(
    'may be as narrow or wide as %s',
    (text) => expect(canonicalBlock(text)).toEqual({ block: text }),
  );

  const bits = fc.integer({ min: 0, max: 6 });
  /** Small ones inside 10.0.0.0/26, so that they meet each other. */
  const small = fc.tuple(fc.nat(63), bits).map(([host, size]) => {
    const length = 32 - size;
    return `10.0.0.${(host >> size) << size}/${length}`;
  });

  it('is covered exactly when each of its addresses is in one of the others', () => {
    fc.assert(
      fc.property(small, fc.array(small, { maxLength: 6 }), (block, others) => {
        const each = Array.from({ length: 64 }, (_, host) => `10.0.0.${host}`)
          .filter((address) => within(address, block))
          .every((address) => within(address, ...others));
        expect(isCovered(block, others)).toBe(each);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1'], true],
    ['::/0', ['::/1', '8000::/1'], true],
    ['::/0', ['0.0.0.0/0'], false],
    ['10.0.0.0/8', ['::/0'], false],
    ['255.255.255.255/32', ['255.0.0.0/8'], true],
    ['2001:db8::/32', ['2001:db8::/33'], false],
    ['10.0.0.0/8', [], false],
  ])('%s under %j is covered: %s', (block, others, expected) => {
    expect(isCovered(block, others)).toBe(expected);
  });
});
