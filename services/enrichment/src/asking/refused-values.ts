import { LRUCache } from 'lru-cache';
import type { Refusal } from './answer.js';

/** Values that are refused again without a look anywhere. */
const VALUES_MAX = 20_000;
/** For how long at most: meanwhile another replica may have got an answer. */
const REMEMBERED_MS = 1_000;

type Timed = Extract<Refusal, { status: 'throttled' | 'open' }>;

const isTimed = (refusal: Refusal): refusal is Timed =>
  (refusal.status === 'throttled' || refusal.status === 'open') && (refusal.retryInMs ?? 0) > 0;

/**
 * What was refused a moment ago because it is too early, by value and by who asked. Logs repeat their values: in
 * an hour without units left each of them would cost a look at what replicas share, for the same end.
 */
export class RefusedValues {
  private readonly refused = new LRUCache<string, { readonly refusal: Timed; readonly at: number }>(
    {
      max: VALUES_MAX,
    },
  );

  constructor(private readonly now: () => number = () => performance.now()) {}

  put(key: string, refusal: Refusal): void {
    if (isTimed(refusal)) this.refused.set(key, { refusal, at: this.now() });
  }

  /** @param waitMs whoever can wait so long is not refused */
  get(key: string, waitMs: number): Refusal | undefined {
    const known = this.refused.get(key);
    if (!known) return undefined;
    const { refusal, at } = known;
    const { retryInMs: total = 0 } = refusal;
    const passed = this.now() - at;
    const left = total - passed;
    if (passed >= REMEMBERED_MS || left <= waitMs) return undefined;
    return { ...refusal, retryInMs: left };
  }
}
