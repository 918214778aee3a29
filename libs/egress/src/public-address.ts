import { parseAddress } from '@margay/contracts';

/**
 * Whether an address belongs to the public internet, and to nothing nearer.
 *
 * Only plain unicast does: no private, loopback, link-local, shared, multicast or reserved range, and
 * no IPv6 form that carries an IPv4 address which a router on the way may unpack (6to4, Teredo,
 * NAT64).
 */
export const isPublicAddress = (text: string): boolean => parseAddress(text)?.range() === 'unicast';
