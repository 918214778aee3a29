import type { Grant } from './grant.js';
import type { Digest } from '../authentication/token-digest.js';

export interface LiveToken {
  readonly is: 'live';
  readonly grant: Grant;
  /** What its value is told by. */
  readonly digest: Digest;
  /** Counts what was changed about it, from 1. */
  readonly revision: number;
  /** Of its value, from 1. */
  readonly generation: number;
  /** How many values it has had. None gets the number of another, even after one was taken back. */
  readonly generations: number;
  /** The value before, while it may still work. */
  readonly previous?: {
    readonly digest: Digest;
    readonly generation: number;
    readonly worksUntil: string;
  };
  /** Why it does not work for now. */
  readonly disabled?: { readonly reason: string };
  /** Values that were reported as leaked, by generation. */
  readonly leaked?: readonly number[];
  /** The last notice that was given of its end: so many days before it, or 0 at the end. */
  readonly noticed?: number;
  /** The last time somebody was seen using a retired value. */
  readonly alarmed?: { readonly generation: number; readonly at: string };
  /** ISO 8601 in UTC, as `Date` writes it, so that text order is the order in time; null: never. */
  readonly expiresAt: string | null;
}

/** A token as its own events tell. */
export type Token =
  { readonly is: 'none' } | LiveToken | { readonly is: 'deleted'; readonly name: string };
