/** How long a webhook that does not answer is left alone, and when it is given up. */
export interface Patience {
  readonly leastMs: number;
  readonly mostMs: number;
  /** Attempts in a row. */
  readonly attemptsMax: number;
}

/** Some ten hours. */
export const PATIENCE: Patience = { leastMs: 1_000, mostMs: 3_600_000, attemptsMax: 20 };

/**
 * @param attempts that failed in a row
 * @param askedMs what the receiver asked for (`Retry-After`); 0 for nothing
 * @param random from 0 to below 1, so that many do not come back together
 */
export const pauseAfter = (
  { leastMs, mostMs }: Patience,
  attempts: number,
  askedMs: number,
  random: number,
): number => {
  const doubled = Math.min(mostMs, leastMs * 2 ** Math.min(attempts - 1, 40));
  return Math.max(doubled * (0.5 + random / 2), Math.min(askedMs, mostMs));
};
