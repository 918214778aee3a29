import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IP address as numbers: one unsigned 32-bit word for version 4, four for version 6. */
export interface Address {
  readonly family: 4 | 6;
  readonly words: readonly number[];
}

/** 45 characters are the longest address there is, the rest is room for a zone. */
export const ADDRESS_LENGTH_MAX = 64;

/**
 * The address that `text` is, or undefined when it is none.
 *
 * `isIP` is the gate, because `ipaddr.js` alone reads `010.1` and `0x7f.1` as addresses, and two
 * programs that read one log differently are how an attacker hides. An IPv4-mapped address is the
 * IPv4 address inside; a zone (`fe80::1%eth0`) names an interface of the sender and is dropped.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > ADDRESS_LENGTH_MAX) return undefined;
  switch (isIP(text)) {
    case 4:
      return { family: 4, words: ipv4Words(ipaddr.IPv4.parse(text)) };
    case 6:
      return fromIPv6(ipaddr.IPv6.parse(withoutZone(text)));
    default:
      return undefined;
  }
}

/** First and last address of a block such as `10.0.0.0/8`, or undefined when the text is none. */
export function parseBlock(text: string): { first: Address; last: Address } | undefined {
  const [network = '', ...prefix] = text.split('/');
  const first = parseAddress(network);
  if (first === undefined || prefix.length !== 1 || !/^(0|[1-9]\d{0,2})$/.test(prefix[0]!)) return;

  const mapped = first.family === 4 && network.includes(':');
  const length = Number(prefix[0]) - (mapped ? 96 : 0);
  if (length < 0 || length > first.words.length * 32) return;
  const last = {
    ...first,
    words: first.words.map((word, i) => withHostBits(word, length - i * 32)),
  };
  const hasHostBits = first.words.some((word, i) => (word & hostBits(length - i * 32)) !== 0);
  return hasHostBits ? undefined : { first, last };
}

/** Multicast addresses name groups, not machines: they have no network and no country. */
export const isMulticast = ({ family, words }: Address): boolean =>
  family === 4 ? words[0]! >>> 28 === 0xe : words[0]! >>> 24 === 0xff;

/** The bits of a word that are free when `length` bits, counted from its top, are fixed. */
const hostBits = (length: number): number =>
  length <= 0 ? 0xffffffff : length >= 32 ? 0 : 0xffffffff >>> length;

const withHostBits = (word: number, length: number): number => (word | hostBits(length)) >>> 0;

const withoutZone = (text: string): string => {
  const zone = text.indexOf('%');
  return zone === -1 ? text : text.slice(0, zone);
};

const ipv4Words = ({ octets }: ipaddr.IPv4): number[] => [
  ((octets[0]! << 24) | (octets[1]! << 16) | (octets[2]! << 8) | octets[3]!) >>> 0,
];

function fromIPv6({ parts }: ipaddr.IPv6): Address {
  const word = (i: number): number => ((parts[i]! << 16) | parts[i + 1]!) >>> 0;
  const words = [word(0), word(2), word(4), word(6)];
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isMapped ? { family: 4, words: [words[3]!] } : { family: 6, words };
}
