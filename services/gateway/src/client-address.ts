import { type Address, isWithin, type Network, parseAddress, parsePeer } from '@margay/contracts';

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
): Address | undefined {
  let client = parsePeer(peer);
  for (let hop = forwarded.length - 1; hop >= 0; hop--) {
    if (!client || !isWithin(client, trusted)) return client;
    client = parseAddress(forwarded[hop] ?? '');
  }
  return client;
}
