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

/** The n-th of some sixteen million public addresses; another `base` gives others. */
export const publicAddress = (n: number, base = 0): string => {
  const at = n + base * 200_000;
  return `${5 + ((at >> 16) % 3) * 15}.${(at >> 8) & 255}.${at & 255}.${1 + ((at >> 18) % 250)}`;
};
