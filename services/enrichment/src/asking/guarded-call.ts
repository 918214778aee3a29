import type { Breakers, Bulkhead, Ended, Verdict } from '@margay/resilience';
import { type PermitEnd, QuotaExhausted } from '../quota/permit.js';
import type { QuotaDesk } from '../quota/quota-desk.js';
import type { QuotaPolicy } from '../quota/quota-policy.js';
import { failureIn, type ProviderClient, ProviderFailure } from '../providers/provider.client.js';
import type { Provider, ProviderRequest, Replied } from '../providers/provider.js';
import { observationsOf } from '../providers/rate-limits.js';

/** A key, and which version of it that is. Aborts when it may no longer be used. */
export interface UsedKey {
  readonly text: string;
  readonly version: string;
  readonly signal?: AbortSignal;
}

export interface CallFor {
  readonly caller: string;
  readonly isAlert: boolean;
  /** How long it may wait for units of the quota. */
  readonly waitMs: number;
  /** Units of all that is asked. */
  readonly cost: number;
  readonly size: 'one' | 'bulk';
}

/** What one provider stands behind. */
export interface Guards {
  readonly desk: QuotaDesk;
  readonly policy: () => QuotaPolicy;
  readonly bulkhead: Bulkhead;
  readonly breakers: Breakers;
  readonly client: ProviderClient;
  /** Of one call. */
  readonly limitMs: number;
}

/** An answer later than so much of its time is a failure of a kind. */
const SLOW = 0.8;

/** What the end of a call says of a provider. */
export const judgeFor =
  (limitMs: number) =>
  (ended: Ended<unknown>): Verdict => {
    if ('value' in ended)
      return ended.tookMs > limitMs * SLOW
        ? { kind: 'failure', cause: 'slow' }
        : { kind: 'success' };
    const { error } = ended;
    const cause = failureIn(error);
    if (cause === undefined) return { kind: 'neutral' };
    const forMs = error instanceof ProviderFailure ? error.detail.retryAfterMs : undefined;
    if (cause === 'throttled')
      return { kind: 'trip', cause, ...(forMs === undefined ? {} : { forMs }) };
    return cause === 'denied' ? { kind: 'trip', cause } : { kind: 'failure', cause };
  };

/** Whether a call used its units. */
function endOf(provider: Provider, status: number | undefined): PermitEnd {
  if (status === undefined) return 'doubtful';
  return provider.countsSuccessOnly && status !== 200 ? 'unspent' : 'spent';
}

/**
 * One call to a provider, if everything lets it: breaker, quota, room, and the breaker again, with its deadline.
 *
 * @param name of the provider in force
 * @param read what the answer means; a failure of it is the provider's
 * @throws BreakerOpen, QuotaExhausted, BulkheadFull, DeadlinePassed, ProviderFailure
 */
export async function guardedCall<Result>(
  name: string,
  provider: Provider,
  baseUrl: string,
  key: UsedKey,
  request: ProviderRequest,
  read: (replied: Replied) => Result,
  guards: Guards,
  asked: CallFor,
): Promise<{ readonly result: Result; readonly maxAgeMs: number | undefined }> {
  const breaker = guards.breakers.of(`${name}/${key.version}`);
  const refusal = breaker.refusal();
  // No units are borrowed for a call that is not made.
  if (refusal) throw refusal;
  const permit = await guards.desk.acquire(asked);
  let end: PermitEnd = 'unspent';
  try {
    return await guards.bulkhead.run(() =>
      breaker.run(guards.limitMs, async (signal) => {
        if (!permit.send()) throw new QuotaExhausted(0);
        end = 'doubtful';
        const both = key.signal ? AbortSignal.any([signal, key.signal]) : signal;
        try {
          const answer = await guards.client.ask(baseUrl, request, both, asked.size);
          end = endOf(provider, answer.status);
          tell(guards, answer.limits);
          return { result: understood(() => read(answer), answer), maxAgeMs: answer.maxAgeMs };
        } catch (error) {
          if (error instanceof ProviderFailure) {
            end = endOf(provider, error.detail.status);
            tell(guards, error.detail.limits ?? [], error.detail.retryAfterMs);
          }
          throw error;
        }
      }),
    );
  } finally {
    permit.end(end);
  }
}

/** What a provider says of its limits counts for every replica. */
function tell(
  { desk, policy }: Guards,
  limits: Parameters<typeof observationsOf>[0],
  retryAfterMs?: number,
): void {
  for (const observation of observationsOf(limits, policy())) desk.observe(observation);
  if (retryAfterMs !== undefined) desk.observe({ blockedForMs: retryAfterMs });
}

/** An answer in another form than was expected is none. */
function understood<Result>(read: () => Result, { status }: Replied): Result {
  try {
    return read();
  } catch {
    throw new ProviderFailure('malformed', { status });
  }
}
