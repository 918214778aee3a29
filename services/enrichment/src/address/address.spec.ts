import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { isMulticast, parseAddress, parseBlock } from './address.js';

describe('an address', () => {
  it('of version 4 is one number', () =>
    expect(parseAddress('1.2.3.4')).toEqual({ family: 4, words: [0x01020304] }));

  it('of version 4 is never negative', () =>
    expect(parseAddress('255.255.255.254')).toEqual({ family: 4, words: [0xfffffffe] }));

  it('of version 6 is four numbers', () =>
    expect(parseAddress('2001:db8::8a2e:370:7334')).toEqual({
      family: 6,
      words: [0x20010db8, 0, 0x8a2e, 0x03707334],
    }));

  it.each(['::ffff:1.2.3.4', '::FFFF:102:304', '0:0:0:0:0:ffff:1.2.3.4'])(
    'of version 4 inside version 6 is the one inside: %s',
    (text) => expect(parseAddress(text)).toEqual(parseAddress('1.2.3.4')),
  );

  it.each(['fe80::1%eth0', 'fe80::1%a-b.c', 'fe80::1%25'])('is the same in any zone: %s', (text) =>
    expect(parseAddress(text)).toEqual(parseAddress('fe80::1')),
  );

  it.each([
    ['a name', 'cloudformation.amazonaws.com'],
    ['nothing', ''],
    ['a leading zero', '01.2.3.4'],
    ['octal', '0177.0.0.1'],
    ['hexadecimal', '0x7f.0.0.1'],
    ['three parts', '127.0.1'],
    ['one number', '2130706433'],
    ['a part too large', '1.2.3.256'],
    ['a port', '1.2.3.4:443'],
    ['brackets', '[2001:db8::1]'],
    ['a block', '10.0.0.0/8'],
    ['space around', ' 1.2.3.4'],
    ['a line end', '1.2.3.4\n'],
    ['digits of another script', '１.2.3.4'],
    ['two gaps', '1::2::3'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['a hardware address', '00:11:22:33:44:55'],
    ['a zone without a name', 'fe80::1%'],
    ['a zone without an end', `fe80::1%${'z'.repeat(60)}`],
    ['octal inside version 6', '::ffff:01.2.3.4'],
  ])('is not %s', (_what, text) => expect(parseAddress(text)).toBeUndefined());

  it('is read as it was written, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const { family, words } = parseAddress(text)!;
        const bytes = words.flatMap((w) => [w >>> 24, (w >>> 16) & 255, (w >>> 8) & 255, w & 255]);
        const isSame = ipaddr.process(text).toByteArray().join() === bytes.join();
        expect({ isSame, length: bytes.length }).toEqual({
          isSame: true,
          length: family === 4 ? 4 : 16,
        });
      }),
    ));

  it('is never found in arbitrary text without an error', () =>
    fc.assert(fc.property(fc.string(), (text) => void parseAddress(text))));
});

describe('a block', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['192.0.2.1/32', '192.0.2.1', '192.0.2.1'],
    ['2001:db8::/33', '2001:db8::', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff'],
    ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80::1/128', 'fe80::1', 'fe80::1'],
    ['::ffff:10.0.0.0/104', '10.0.0.0', '10.255.255.255'],
  ])('%s reaches from %s to %s', (block, first, last) =>
    expect(parseBlock(block)).toEqual({ first: parseAddress(first), last: parseAddress(last) }),
  );

  it.each([
    '10.0.0.1/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '::/129',
    '::1/64',
    '1.2.3.4/',
    '/8',
    '1.2.3.4/8/8',
    '::ffff:0:0/95',
  ])('is not %s', (text) => expect(parseBlock(text)).toBeUndefined());
});

describe('a multicast address', () => {
  it.each(['224.0.0.1', '239.255.255.255', 'ff02::1'])('is %s', (text) =>
    expect(isMulticast(parseAddress(text)!)).toBe(true),
  );
  it.each(['223.255.255.255', '240.0.0.0', 'fe80::1'])('is not %s', (text) =>
    expect(isMulticast(parseAddress(text)!)).toBe(false),
  );
});
