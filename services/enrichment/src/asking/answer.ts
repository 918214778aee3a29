import type { FailureCause } from '@margay/resilience';
import type { SkipReason } from '../providers/prefilter.js';
import type { Finding } from '../providers/provider.js';

/** Why a value is asked of nobody, or what came of asking. */
export type Refusal =
  | {
      readonly status: 'skipped';
      readonly reason: SkipReason | 'unsupported' | 'no_such_provider' | 'disabled';
    }
  /** By our own quota, or by the provider's word. */
  | { readonly status: 'throttled'; readonly retryInMs: number }
  /** Until an operator says otherwise, where there is no time. */
  | { readonly status: 'open'; readonly retryInMs: number | undefined }
  | { readonly status: 'timeout'; readonly limitMs: number }
  | { readonly status: 'denied' }
  | { readonly status: 'error'; readonly cause: FailureCause | 'busy' | 'internal' };

/** What became of one look-up. It never is an exception. */
export type Answer =
  | {
      readonly status: 'hit';
      readonly tier: 'process' | 'shared';
      readonly ageMs: number;
      readonly finding: Finding;
    }
  | { readonly status: 'fresh'; readonly finding: Finding }
  | {
      readonly status: 'stale';
      readonly ageMs: number;
      /** Asked again just now, or why it could not be. */
      readonly reason: 'revalidating' | Refusal['status'];
      readonly finding: Finding;
    }
  | { readonly status: 'not_found'; readonly ageMs: number }
  | Refusal;
