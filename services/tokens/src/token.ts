import type { Grant } from './grant.js';
import type { Digest } from './token-digest.js';

export interface LiveToken {
  readonly is: 'live';
  readonly grant: Grant;
  /** What its value is told by. */
  readonly digest: Digest;
  /** Of its value, from 1. */
  readonly generation: number;
  /** ISO 8601 in UTC, as `Date` writes it, so that text order is the order in time; null: never. */
  readonly expiresAt: string | null;
}

/** A token as its own events tell. */
export type Token =
  { readonly is: 'none' } | LiveToken | { readonly is: 'deleted'; readonly name: string };
