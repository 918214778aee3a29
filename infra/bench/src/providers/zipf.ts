/** Numbers from 0 to below `count`, the first most often: the n-th in proportion to 1/n^s. */
export function zipf(count: number, s: number, random: () => number): () => number {
  const weights = new Float64Array(count);
  let total = 0;
  for (let n = 0; n < count; n++) weights[n] = total += 1 / (n + 1) ** s;
  return () => {
    const wanted = random() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (weights[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** First numbers of networks that are in use, none of them reserved in part. */
const FIRST = [3, 5, 8, 13, 18, 20, 23, 31, 34, 35, 40, 44, 46, 52, 54, 62];
/** So many in each of the lots that no others share. */
const LOT = 200_000;

/** The n-th public address of a lot. */
export function publicAddress(n: number, lot = 0): string {
  const at = n + lot * LOT;
  const network = Math.floor(at / 250);
  const first = FIRST[(network >> 16) % FIRST.length];
  return `${first}.${(network >> 8) & 255}.${network & 255}.${1 + (at % 250)}`;
}
