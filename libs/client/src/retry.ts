/** Who may be asked again, and when. */
export interface Patience {
  /** After the first try. */
  readonly retries: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

export const PATIENCE: Patience = { retries: 3, firstMs: 200, longestMs: 10_000 };

/** What may be done twice: a reading, or what carries a key by which the same is done once. */
export const mayRepeat = (method: string, hasIdempotencyKey: boolean): boolean =>
  method === 'GET' || method === 'HEAD' || hasIdempotencyKey;

/**
 * How long to wait before the next try; undefined: no more.
 *
 * @param attempt tries so far
 * @param status of the answer; undefined: there was none
 * @param askedMs what the answer asked for
 * @param chance from 0 to 1
 */
export function pauseBefore(
  { retries, firstMs, longestMs }: Patience,
  attempt: number,
  status: number | undefined,
  askedMs: number | undefined,
  chance: number,
): number | undefined {
  const isPassing = status === undefined || [429, 502, 503, 504].includes(status);
  if (!isPassing || attempt > retries) return undefined;
  if (askedMs !== undefined) return askedMs <= longestMs ? askedMs : undefined;
  const longest = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return longest * (0.5 + chance / 2);
}
