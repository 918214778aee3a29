const FIRST_MS = 200;
const LONGEST_MS = 15_000;
/** A process that was up for so long has recovered: the next failure counts as the first. */
export const RECOVERED_AFTER_MS = 30_000;

/**
 * How long to wait before the next attempt: doubling, bounded, and jittered so that processes that failed
 * together do not come back together.
 *
 * @param failures in a row, 1 or more
 * @param chance from 0 up to 1
 */
export function backoffMs(failures: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(whole * (0.5 + chance / 2));
}
