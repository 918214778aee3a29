import { z } from 'zod';
import { type Finding, VERDICTS } from '../providers/provider.js';

const seconds = (standard: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(90 * 86_400)
    .default(standard);
const HOUR = 3_600;

/** For how long answers are remembered, in seconds. */
export const CachePolicy = z.strictObject({
  ttl: z
    .strictObject({
      malicious: seconds(6 * HOUR),
      suspicious: seconds(2 * HOUR),
      clean: seconds(12 * HOUR),
      benign: seconds(24 * HOUR),
      unrated: seconds(24 * HOUR),
      not_found: seconds(2 * HOUR),
    })
    .prefault({}),
  /** The part of it that is left to chance, so that what came together does not go together. */
  jitter: z.number().min(0).max(0.5).default(0.1),
  /** So long after it is answered with, while it is asked about again. */
  staleWhileRevalidate: seconds(HOUR),
  /** So long after it is better than nothing. */
  staleIfError: seconds(24 * HOUR),
});
export type CachePolicy = z.output<typeof CachePolicy>;

/** What a provider said once; without a finding it knew nothing. Times in milliseconds from when it was said. */
export interface Remembered {
  readonly finding?: Finding;
  readonly freshMs: number;
  readonly revalidateMs: number;
  readonly usableMs: number;
}

export const NOT_FOUND = 'not_found';
export const REMEMBERED_AS = [...VERDICTS, NOT_FOUND] as const;

/**
 * An answer as it is remembered.
 *
 * @param maxAgeMs how long its provider would keep it, which may only shorten it; 0: it must not be kept
 * @param chance from 0 to 1
 */
export function remembered(
  policy: CachePolicy,
  finding: Finding | undefined,
  maxAgeMs: number | undefined,
  chance: number,
): Remembered {
  const ttl = policy.ttl[finding?.verdict ?? NOT_FOUND] * 1_000 * (1 - policy.jitter * chance);
  const freshMs = Math.round(Math.min(ttl, maxAgeMs ?? Infinity));
  const revalidateMs = freshMs + (freshMs > 0 ? policy.staleWhileRevalidate * 1_000 : 0);
  const usableMs = freshMs > 0 ? Math.max(revalidateMs, freshMs + policy.staleIfError * 1_000) : 0;
  return { ...(finding ? { finding } : {}), freshMs, revalidateMs, usableMs };
}

export type Freshness = 'fresh' | 'revalidate' | 'if_error' | 'gone';

export function freshnessOf(
  { freshMs, revalidateMs, usableMs }: Remembered,
  ageMs: number,
): Freshness {
  if (ageMs < freshMs) return 'fresh';
  if (ageMs < revalidateMs) return 'revalidate';
  return ageMs < usableMs ? 'if_error' : 'gone';
}
