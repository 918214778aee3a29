import { median } from '../rounds.js';

/** What the beginning of a run, until everything has been used once, counts for nothing. */
const WARM_UP_SHARE = 0.25;

/** How much more memory the last third of a run takes than the first, after its warm-up: 0.1 for ten per cent. */
export function memoryTrend(samples: readonly number[]): number {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const third = Math.max(1, Math.floor(warm.length / 3));
  return median(warm.slice(-third)) / median(warm.slice(0, third)) - 1;
}
