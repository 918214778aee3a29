import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNetwork } from '@margay/contracts';
import { clientAddress } from './client-address.js';

const trusted = ['10.0.0.0/8', 'fd00::/8'].map(parseNetwork);
const addressOf = (peer: string, ...forwarded: string[]) =>
  clientAddress(peer, forwarded, trusted)?.toString();

describe("the client's address", () => {
  it("is the socket's peer when no proxy stands before us", () => {
    expect(addressOf('192.0.2.7')).toBe('192.0.2.7');
    expect(addressOf('2001:db8::7')).toBe('2001:db8::7');
  });

  it('is never taken from a header that an untrusted peer sends', () => {
    expect(addressOf('192.0.2.7', '203.0.113.9')).toBe('192.0.2.7');
  });

  it('is what the nearest trusted proxy saw, whatever the client wrote before', () => {
    expect(addressOf('10.0.0.1', '1.1.1.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(addressOf('10.0.0.1', 'nonsense', '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is looked for behind every trusted proxy in a row', () => {
    expect(addressOf('10.0.0.1', '203.0.113.9', '10.0.0.3', 'fd00::2')).toBe('203.0.113.9');
  });

  it('is the outermost proxy itself when all are trusted', () => {
    expect(addressOf('10.0.0.1', '10.0.0.2')).toBe('10.0.0.2');
    expect(addressOf('10.0.0.1')).toBe('10.0.0.1');
  });

  it.each(['unknown', '', '203.0.113', '0x7f.1', 'fe80::1%eth0', '203.0.113.9:80'])(
    'is unknown when a trusted proxy passes on "%s"',
    (entry) => {
      expect(addressOf('10.0.0.1', '203.0.113.9', entry)).toBeUndefined();
    },
  );

  it('knows IPv4 in IPv6 clothes', () => {
    expect(addressOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(addressOf('::ffff:10.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is that of a neighbour on the link without the zone, and no zone is taken from a header', () => {
    expect(addressOf('fe80::1%eth0')).toBe('fe80::1');
    expect(addressOf('10.0.0.1', 'fe80::1%eth0')).toBeUndefined();
  });

  it('cannot be chosen by a client, whatever it puts in front', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6())), (made) => {
        expect(addressOf('10.0.0.1', ...made, '203.0.113.9')).toBe('203.0.113.9');
      }),
    );
  });
});
