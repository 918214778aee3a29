import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An address, or a network of them, parsed once. */
export type Network = [Address, number];

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** What a translator with the well-known prefix may stand for: no private or local addresses (RFC 6052, 3.1). */
const TRANSLATED: ReadonlySet<string> = new Set(['unicast', 'reserved']);

/** `::192.0.2.1`, long deprecated, which the parser takes for a mapped address and others do not. */
const COMPATIBLE = /^::\d+\./;

const isWritten = (text: string): boolean =>
  !text.includes('%') &&
  !COMPATIBLE.test(text) &&
  (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text));

/**
 * An address in the one form in which addresses are compared.
 *
 * IPv4 that came as IPv6, mapped by a dual-stack socket (`::ffff:192.0.2.1`) or translated by NAT64
 * (`64:ff9b::192.0.2.1`), is the IPv4 address: it is the same host. A 6to4 address stays IPv6: any
 * host behind the IPv4 address in it may use it.
 *
 * @returns undefined for anything that is not an address; a zone (`%eth0`) is part of none
 */
export function parseAddress(text: string): Address | undefined {
  if (!isWritten(text)) return undefined;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4 || !address.match(NAT64)) return address;
  const inside = new ipaddr.IPv4(address.toByteArray().slice(12));
  return TRANSLATED.has(inside.range()) ? inside : address;
}

/** The peer of a socket. A link-local one carries the name of our own interface, which is dropped. */
export const parsePeer = (text: string): Address | undefined =>
  parseAddress(/^fe[89ab][0-9a-f]:/i.test(text) ? text.replace(/%[\w.-]+$/, '') : text);

/** @param block canonical CIDR notation, as `canonicalBlock` gives it */
export const parseNetwork = (block: string): Network => ipaddr.parseCIDR(block);

export const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some((network) => address.kind() === network[0].kind() && address.match(network));

export type Canonical = { readonly block: string } | { readonly problem: string };

const PREFIX = /^(?:0|[1-9]\d{0,2})$/;
const MAPPED_BITS = 96;

/** The one way to write a block, or what is wrong with it. */
export function canonicalBlock(text: string): Canonical {
  const [address = '', prefix, ...rest] = text.split('/');
  if (prefix === undefined) return { problem: 'The prefix length is missing: 192.0.2.0/24.' };
  if (!isWritten(address) || !PREFIX.test(prefix) || rest.length > 0)
    return { problem: 'Not a network in CIDR notation.' };
  const parsed = ipaddr.parse(address);
  const bits = Number(prefix);
  if (bits > (parsed instanceof ipaddr.IPv4 ? 32 : 128))
    return { problem: 'The prefix length is out of range.' };
  const network =
    parsed instanceof ipaddr.IPv4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${bits}`);
  if (network.toNormalizedString() !== parsed.toNormalizedString())
    return {
      problem: `The address has bits behind the prefix; the network is ${network.toString()}/${bits}.`,
    };
  if (network instanceof ipaddr.IPv4) return { block: `${network.toString()}/${bits}` };
  if (network.isIPv4MappedAddress())
    return { block: `${network.toIPv4Address().toString()}/${bits - MAPPED_BITS}` };
  if (bits >= MAPPED_BITS && network.match(NAT64))
    return { problem: 'Addresses translated by NAT64 count as IPv4: write the IPv4 network.' };
  return { block: `${network.toString()}/${bits}` };
}

/** First and last address of a block as numbers. */
function spanOf(block: string): { readonly first: bigint; readonly last: bigint } {
  const [network, bits] = parseNetwork(block);
  const bytes = network.toByteArray();
  const first = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  return { first, last: first + (1n << BigInt(bytes.length * 8 - bits)) - 1n };
}

const isV4 = (block: string): boolean => !block.includes(':');

/** Whether every address of `block` is in one of `blocks`, be it pieced together. All canonical. */
export function isCovered(block: string, blocks: readonly string[]): boolean {
  const { first, last } = spanOf(block);
  const spans = blocks
    .filter((other) => isV4(other) === isV4(block))
    .map(spanOf)
    .sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
  let next = first;
  for (const span of spans) {
    if (span.first > next) break;
    if (span.last >= next) next = span.last + 1n;
  }
  return next > last;
}
