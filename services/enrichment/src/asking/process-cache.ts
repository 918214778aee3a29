import { LRUCache } from 'lru-cache';
import type { Remembered } from './remembered.js';

/** An answer, and how long ago it was given. */
export interface Aged {
  readonly answer: Remembered;
  readonly ageMs: number;
}

/** What an entry takes beside its text, measured generously. */
const ENTRY_BYTES = 400;

/** The answers that this process has, as many as fit; those that were asked for longest ago go first. */
export class ProcessCache {
  private readonly cache: LRUCache<string, { readonly answer: Remembered; readonly at: number }>;

  constructor(
    bytesMax: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.cache = new LRUCache({
      maxSize: bytesMax,
      // An answer that is larger than a part of it would push out too many others.
      maxEntrySize: Math.ceil(bytesMax / 16),
      sizeCalculation: ({ answer }, key) =>
        ENTRY_BYTES + 2 * (key.length + JSON.stringify(answer.finding ?? '').length),
    });
  }

  /** Another one after something was forgotten by order. */
  generation = 0;

  get bytes(): number {
    return this.cache.calculatedSize;
  }

  get(key: string): Aged | undefined {
    const entry = this.cache.get(key);
    return entry && { answer: entry.answer, ageMs: this.now() - entry.at };
  }

  /** Forgets everything whose key begins so. */
  purge(prefix: string): void {
    this.generation++;
    for (const key of [...this.cache.keys()]) if (key.startsWith(prefix)) this.cache.delete(key);
  }

  /** @param ageMs how old it is already */
  put(key: string, answer: Remembered, ageMs = 0): void {
    if (answer.usableMs > ageMs) this.cache.set(key, { answer, at: this.now() - ageMs });
  }
}
