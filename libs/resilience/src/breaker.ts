import { type EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { withDeadline } from './deadline.js';
import { Ramp } from './ramp.js';
import type { Ended, FailureCause, Verdict } from './verdict.js';

/** The call was not made. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen';

  constructor(
    readonly reason: FailureCause | 'forced',
    /** When asking again may help; undefined: when somebody says so. */
    readonly retryInMs: number | undefined,
  ) {
    super('Calls are held back for now.');
  }
}

export interface BreakerOptions {
  /** What the end of a call says. */
  readonly judge: (ended: Ended<unknown>) => Verdict;
  /** Opens at this share of failures, and beyond, 0 to 100. */
  readonly failurePercent: number;
  /** So many calls are needed before a share means anything. */
  readonly callsMin: number;
  /** The share is of the calls of this time. */
  readonly windowMs: number;
  /** How long it stays open: the first time, doubling, and at most. A part of it by chance. */
  readonly openMs: { readonly least: number; readonly most: number };
  /** After a probe succeeded, so many successes until calls are let through without counting them. */
  readonly rampSuccesses: number;
}

export const BREAKER_DEFAULTS = {
  failurePercent: 50,
  callsMin: 10,
  windowMs: 10_000,
  openMs: { least: 1_000, most: 300_000 },
  rampSuccesses: 10,
} as const;

export type BreakerState =
  | { readonly state: 'closed' }
  | { readonly state: 'open'; readonly cause: FailureCause; readonly retryInMs: number }
  | { readonly state: 'half_open'; readonly cause: FailureCause }
  | { readonly state: 'forced_open' | 'forced_closed' };

/** What moves the windows of all breakers, and what they go by. */
export interface BreakerSurroundings {
  readonly rotation: EventEmitter;
  readonly buckets: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** What a timer takes; a longer time is kept by the clock alone. */
const TIMER_MS_MAX = 2 ** 31 - 1;
/** While a probe is under way nobody knows how long it takes. */
const ASK_AGAIN_MS = 1_000;
/** opossum opens above its threshold, not at it. */
const AT = 1e-9;

type Counting = 'success' | 'failure';

/**
 * Holds calls back from somebody who does not answer them.
 *
 * opossum counts, opens and closes. What it is told is only what counts: a call of before an opening
 * that ends after it, or one that says nothing, is never told. Cache, coalescing and bulkhead stand
 * outside, so that what they answer or refuse is no call.
 */
export class Breaker {
  private readonly circuit: CircuitBreaker<[Promise<void>], void>;
  /** opossum looks at `resetTimeout` in the moment of opening. */
  private readonly settings: { resetTimeout: number } & CircuitBreaker.Options;
  /** Grows with every change, so that a call knows whether it still is of the present. */
  private generation = 0;
  private openings = 0;
  private until = -Infinity;
  private cause: FailureCause = 'unavailable';
  private ramp: Ramp | undefined;
  private forced: 'open' | 'closed' | undefined;
  private readonly listeners = new Set<(state: BreakerState) => void>();

  constructor(
    private readonly options: BreakerOptions,
    private readonly around: BreakerSurroundings,
  ) {
    this.settings = {
      timeout: false,
      resetTimeout: 0,
      errorThresholdPercentage: options.failurePercent - AT,
      volumeThreshold: options.callsMin,
      rollingCountTimeout: options.windowMs,
      rollingCountBuckets: around.buckets,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      rotateBucketController: around.rotation,
    };
    this.circuit = new CircuitBreaker((counted: Promise<void>) => counted, this.settings);
    this.circuit.on('open', () => this.opened());
    this.circuit.on('halfOpen', () => this.changed());
    this.circuit.on('close', () => this.closed());
  }

  get state(): BreakerState {
    if (this.forced) return { state: `forced_${this.forced}` };
    const { cause } = this;
    const retryInMs = this.until - this.around.now();
    if (this.circuit.opened || retryInMs > 0)
      return { state: 'open', cause, retryInMs: Math.max(0, retryInMs) };
    if (this.circuit.halfOpen || this.ramp) return { state: 'half_open', cause };
    return { state: 'closed' };
  }

  /** Why a call would not be made now; undefined: it would. */
  refusal(): BreakerOpen | undefined {
    if (this.forced === 'closed') return undefined;
    if (this.forced === 'open') return new BreakerOpen('forced', undefined);
    const wait = this.until - this.around.now();
    if (this.circuit.opened || wait > 0) return new BreakerOpen(this.cause, Math.max(0, wait));
    const isProbed = this.circuit.halfOpen && !this.circuit.pendingClose;
    if (isProbed || this.ramp?.isFull) return new BreakerOpen(this.cause, ASK_AGAIN_MS);
    return undefined;
  }

  /**
   * Makes a call, unless it is open.
   *
   * @param limitMs what never ends is ended, so that no probe hangs for ever
   * @throws BreakerOpen, DeadlinePassed, or whatever `work` throws
   */
  async run<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    if (this.forced === 'closed') return withDeadline(limitMs, work);
    const { ramp, generation } = this;
    const count = this.begin();
    ramp?.enter();
    const startedAt = this.around.now();
    const took = () => this.around.now() - startedAt;
    try {
      const value = await withDeadline(limitMs, work);
      this.ended(generation, count, { value, tookMs: took() });
      return value;
    } catch (error) {
      this.ended(generation, count, { error, tookMs: took() });
      throw error;
    } finally {
      ramp?.leave();
    }
  }

  /** Opens, or stays open, for at least so long; without a time as backoff has it. */
  open(cause: FailureCause, forMs?: number): void {
    const wait = forMs ?? this.backoffMs();
    this.cause = cause;
    if (this.circuit.opened) {
      this.until = Math.max(this.until, this.around.now() + wait);
      return;
    }
    // Kept by the clock: a timer takes no more than 25 days, and opens a little early at times.
    this.until = this.around.now() + wait;
    this.settings.resetTimeout = Math.min(wait, TIMER_MS_MAX);
    this.circuit.open();
  }

  /** By order of an operator; undefined: as calls have it. */
  force(forced: 'open' | 'closed' | undefined): void {
    if (this.forced === forced) return;
    this.forced = forced;
    this.changed();
  }

  /** @returns how to stop listening */
  onChange(listener: (state: BreakerState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  shutdown(): void {
    this.listeners.clear();
    this.circuit.shutdown();
  }

  /** Tells opossum that a call begins. @returns how to tell it the end; until then it counts as neither */
  private begin(): (as: Counting) => void {
    let tell: (as: Counting) => void = () => undefined;
    const counted = new Promise<void>((resolve, reject) => {
      tell = (as) => (as === 'success' ? resolve() : reject(new Error(as)));
    });
    this.circuit.fire(counted).catch(() => undefined);
    return tell;
  }

  private ended(generation: number, count: (as: Counting) => void, end: Ended<unknown>): void {
    const verdict = this.options.judge(end);
    const isLate = generation !== this.generation;
    switch (verdict.kind) {
      case 'success':
        if (isLate) return;
        if (this.ramp?.succeeded()) this.recovered();
        return count('success');
      case 'failure':
        if (isLate) return;
        this.cause = verdict.cause;
        if (this.ramp) return this.open(verdict.cause);
        this.settings.resetTimeout = this.backoffMs();
        return count('failure');
      case 'trip':
        // One that is late still knows for how long.
        if (isLate && verdict.forMs === undefined) return;
        return this.open(verdict.cause, verdict.forMs);
      case 'neutral':
        // The probe told nothing: the next one may come as soon as this one did.
        if (!isLate && this.circuit.halfOpen) this.open(this.cause, this.options.openMs.least);
    }
  }

  private backoffMs(): number {
    const { least, most } = this.options.openMs;
    const wait = Math.min(most, least * 2 ** Math.min(this.openings, 30));
    return wait / 2 + (this.around.random() * wait) / 2;
  }

  private opened(): void {
    this.openings++;
    this.ramp = undefined;
    this.until = Math.max(this.until, this.around.now() + this.settings.resetTimeout);
    this.changed();
  }

  private closed(): void {
    this.ramp = new Ramp(this.options.rampSuccesses);
    this.changed();
  }

  private recovered(): void {
    this.ramp = undefined;
    this.openings = 0;
    this.tell();
  }

  private changed(): void {
    this.generation++;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.state);
  }
}
