/** In which way a call failed, as far as the breaker is concerned. */
export type FailureCause =
  'throttled' | 'unavailable' | 'timeout' | 'slow' | 'denied' | 'malformed';

/** What the end of a call says about the one who was called. */
export type Verdict =
  | { readonly kind: 'success' }
  /** One of many may fail: the rate decides. */
  | { readonly kind: 'failure'; readonly cause: FailureCause }
  /** No further call makes sense: opens at once, for as long as is said or as backoff has it. */
  | { readonly kind: 'trip'; readonly cause: FailureCause; readonly forMs?: number }
  /** It says nothing: we gave up, or never called. */
  | { readonly kind: 'neutral' };

/** How a call ended. */
export type Ended<T> =
  | { readonly value: T; readonly tookMs: number }
  | { readonly error: unknown; readonly tookMs: number };
