import { LRUCache } from 'lru-cache';

/** So many in so long, all at once if need be. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Allowance {
  readonly allowed: boolean;
  /** How many more would be let through now. */
  readonly remaining: number;
  /** Until the whole limit is there again; until the next one is, where none is left. */
  readonly resetMs: number;
}

/** What adding and taking away may leave of a number of milliseconds. */
const HAIR_MS = 0.001;

/**
 * The generic cell rate algorithm: one number per key, no timers, nothing to wait for.
 *
 * What is kept of a key is when it would have its whole limit again. The oldest keys are forgotten
 * when there are too many, which gives them their limit back.
 *
 * @see https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 */
export class RateLimiter {
  private readonly full: LRUCache<string, number>;
  private readonly intervalMs: number;

  constructor(
    readonly rate: RateLimit,
    keysMax: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.full = new LRUCache({ max: keysMax });
    this.intervalMs = rate.windowMs / rate.limit;
  }

  /** Takes one, if one is left. */
  take(key: string): Allowance {
    const { fullAt, now } = this.stateOf(key);
    const next = fullAt + this.intervalMs;
    if (next - now > this.rate.windowMs + HAIR_MS) return this.refused(fullAt, now);
    this.full.set(key, next);
    return this.allowed(next, now);
  }

  /** Whether one could be taken. */
  peek(key: string): Allowance {
    const { fullAt, now } = this.stateOf(key);
    return fullAt + this.intervalMs - now > this.rate.windowMs + HAIR_MS
      ? this.refused(fullAt, now)
      : this.allowed(fullAt, now);
  }

  private stateOf(key: string) {
    const now = this.now();
    return { now, fullAt: Math.max(now, this.full.get(key) ?? now) };
  }

  private allowed(fullAt: number, now: number): Allowance {
    const { limit } = this.rate;
    // A hair more than nothing, for what rounding took away.
    const remaining = limit - Math.ceil((fullAt - now) / this.intervalMs - 1e-6);
    return { allowed: true, remaining, resetMs: fullAt - now };
  }

  private refused(fullAt: number, now: number): Allowance {
    const resetMs = fullAt + this.intervalMs - now - this.rate.windowMs;
    return { allowed: false, remaining: 0, resetMs };
  }
}
