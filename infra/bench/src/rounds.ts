/** One of the things that are compared. */
export interface Contender {
  readonly name: string;
  /** Runs once and says how many units of work it did in a second. */
  readonly run: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  /** Median over the rounds, units per second. */
  readonly perSecond: number;
  readonly least: number;
  readonly most: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/**
 * Runs the contenders in turn, round after round, so that whatever else the machine does hits all of
 * them alike. A first round warms up and does not count.
 */
export async function alternate(
  contenders: readonly Contender[],
  rounds: number,
  onRound: (round: number) => void = () => undefined,
): Promise<Measured[]> {
  const results = contenders.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    onRound(round);
    for (const [index, { run }] of contenders.entries()) {
      const perSecond = await run();
      if (round > 0) results[index]?.push(perSecond);
    }
  }
  return contenders.map(({ name }, index) => {
    const values = results[index] ?? [];
    return {
      name,
      perSecond: median(values),
      least: Math.min(...values),
      most: Math.max(...values),
    };
  });
}

/** @returns how many a second, when `work` did `count` of something */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - start);
}

/** Does something `count` times, `width` at a time. */
export async function inParallel(
  count: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < count; index = next++) await work(index);
    }),
  );
}
