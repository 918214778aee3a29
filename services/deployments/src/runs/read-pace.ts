/** What a look at a step that is under way came to. */
export type Seen = 'changed' | 'same' | 'refused';

export interface PaceBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** How much longer it is waited after a look that showed nothing new, and after one that AWS refused. */
const SLOWER = { same: 1.5, refused: 2 } as const;

/**
 * How long to wait before the next look. Quick while things change, slower while they do not, and slower still when AWS
 * asks for patience. One walk reads an account in a region, one call after the other, so its pace is what all
 * reads there share.
 *
 * @param beforeMs what was waited the last time
 * @param chance 0 to 1: accounts that begin together shall not look together
 */
export function nextLookMs(
  beforeMs: number,
  seen: Seen,
  { leastMs, mostMs }: PaceBounds,
  chance: number,
): number {
  const wanted = seen === 'changed' ? leastMs : Math.max(leastMs, beforeMs) * SLOWER[seen];
  return Math.min(mostMs, wanted) * (0.75 + chance / 2);
}
