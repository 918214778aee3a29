import ipaddr from 'ipaddr.js';

/** An address, or a network of them, parsed once. */
export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** IPv4 in IPv6 clothes (`::ffff:192.0.2.1`) is IPv4. Undefined for anything that is not an address. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const strict = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return strict && !text.includes('%') ? ipaddr.process(text) : undefined;
}

/** @param block canonical CIDR notation, as tokens are kept with */
export const parseNetwork = (block: string): Network => ipaddr.parseCIDR(block);

export const isWithin = (
  address: ipaddr.IPv4 | ipaddr.IPv6,
  networks: readonly Network[],
): boolean =>
  networks.some((network) => address.kind() === network[0].kind() && address.match(network));

/**
 * The client's address: the socket's peer or, where that is a trusted proxy, what it vouches for.
 *
 * `X-Forwarded-For` grows to the right, so it is read from the right: hops that are trusted proxies
 * are passed over, the first that is not is the client. Whatever stands left of it anybody could have
 * written.
 *
 * @param forwarded the entries of `X-Forwarded-For`, in order
 * @returns undefined when a trusted proxy passed on something that is not an address
 */
export function clientAddress(
  peer: string,
  forwarded: readonly string[],
  trusted: readonly Network[],
): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  let client = parseAddress(peer);
  for (let hop = forwarded.length - 1; hop >= 0; hop--) {
    if (!client || !isWithin(client, trusted)) return client;
    client = parseAddress(forwarded[hop] ?? '');
  }
  return client;
}
