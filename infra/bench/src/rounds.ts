/** One of the things that are compared. */
export interface Contender {
  readonly name: string;
  /** Runs once and says how many units of work it did in a second. */
  readonly run: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  /** Units per second, round by round. */
  readonly values: readonly number[];
  /** Their median. */
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
  onTurn: (round: number, name: string) => void = () => undefined,
): Promise<Measured[]> {
  const results = contenders.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { name, run }] of contenders.entries()) {
      onTurn(round, name);
      const perSecond = await run();
      if (round > 0) results[index]?.push(perSecond);
    }
  }
  return contenders.map(({ name }, index) => {
    const values = results[index] ?? [];
    return {
      name,
      values,
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

/**
 * Does something over and over, `width` at a time, until the time is up; what was begun is finished.
 *
 * @returns how many a second
 */
export async function rateDuring(
  ms: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: width }, async (_, lane) => {
      for (let index = lane; performance.now() - start < ms; index += width) {
        await work(index);
        done++;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - start);
}
