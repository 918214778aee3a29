type Random = () => number;

/** First numbers of networks that are in use on the Internet, none of them reserved in part. */
const FIRST = [3, 5, 8, 13, 18, 20, 23, 31, 34, 35, 40, 44, 46, 52, 54, 62, 77, 80, 93, 104];
const IPV6_PREFIXES = ['2600:1f18', '2a00:1450', '2a02:26f0', '2606:4700', '2404:6800'];
const PRIVATE_SHARE = 0.05;
const IPV6_SHARE = 0.1;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T;

const group = (random: Random): string => below(random, 65_536).toString(16);

function address(random: Random): string {
  const kind = random();
  if (kind < PRIVATE_SHARE)
    return `10.${below(random, 256)}.${below(random, 256)}.${below(random, 256)}`;
  if (kind < PRIVATE_SHARE + IPV6_SHARE)
    return `${pick(random, IPV6_PREFIXES)}:${group(random)}::${group(random)}`;
  return `${pick(random, FIRST)}.${below(random, 256)}.${below(random, 256)}.${1 + below(random, 254)}`;
}

/**
 * Addresses as logs have them: a few that come again and again, many that come once. There are more than the
 * enrichment service remembers.
 */
export function addressesFrom(random: Random, distinct = 20_000): () => string {
  const pool = Array.from({ length: distinct }, () => address(random));
  return () => pool[Math.floor(random() ** 2 * distinct)] ?? '';
}
