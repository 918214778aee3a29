import { ServiceError } from '@margay/contracts';
import {
  BreakerOpen,
  BulkheadFull,
  DeadlinePassed,
  type RetryBudget,
  SingleFlight,
  withDeadline,
} from '@margay/resilience';
import { setTimeout as sleep } from 'node:timers/promises';
import { prefiltered } from '../providers/prefilter.js';
import { ProviderFailure } from '../providers/provider.client.js';
import type { Asked, Finding, Provider, Replied } from '../providers/provider.js';
import { QuotaExhausted } from '../quota/permit.js';
import type { Answer, Refusal } from './answer.js';
import { type Guards, guardedCall, type UsedKey } from './guarded-call.js';
import { BulkCalls } from './bulk-calls.js';
import type { Aged, ProcessCache } from './process-cache.js';
import { RefusedValues } from './refused-values.js';
import { type CachePolicy, freshnessOf, type Remembered, remembered } from './remembered.js';
import type { SharedCache } from './shared-cache.service.js';

/** Lends the key: again with another version where the third party refuses one. */
export type WithKey = <T>(attempt: (key: UsedKey) => Promise<T>) => Promise<T>;

/** A provider in force: how it is asked, with which key, how its answers are kept. */
export interface ProviderInForce {
  readonly name: string;
  /** Where answers come from: those of another place are others. */
  readonly source: string;
  readonly provider: Provider;
  readonly baseUrl: string;
  readonly cache: CachePolicy;
  readonly withKey: WithKey;
  readonly guards: Guards;
  readonly retries: RetryBudget;
}

export interface Asking {
  readonly caller: string;
  readonly isAlert: boolean;
  /** For the whole of it. What comes later is remembered all the same. */
  readonly deadlineMs: number;
  /** How long it may wait for units of the quota. */
  readonly waitMs: number;
}

/** Whose answers these are, and of which replica. */
export interface Caches {
  readonly process: ProcessCache;
  readonly shared: SharedCache;
  readonly holder: string;
  readonly random?: () => number;
  /** Told when there is an answer after all, once nobody waits for it any more. */
  readonly completed?: (asked: Asked, finding: Finding | undefined) => void;
}

/** While another replica asks, so often it is looked whether it has been answered. */
const LOOK_MS = 25;
/** What may pass beyond the deadlines of a call and of its second try. */
const CLAIM_SLACK_MS = 1_000;

/** What came of a flight: an answer that was there, one that is new, or none. */
type Landed =
  { readonly kept: Aged } | { readonly fresh: Remembered } | { readonly refusal: Refusal };

/** Why there is no answer. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof QuotaExhausted) return { status: 'throttled', retryInMs: error.retryInMs };
  if (error instanceof BreakerOpen)
    return error.reason === 'throttled' && error.retryInMs !== undefined
      ? { status: 'throttled', retryInMs: error.retryInMs }
      : { status: 'open', retryInMs: error.retryInMs };
  if (error instanceof DeadlinePassed) return { status: 'timeout', limitMs: error.limitMs };
  if (error instanceof BulkheadFull) return { status: 'error', cause: 'busy' };
  if (error instanceof ServiceError)
    return error.code === 'unavailable'
      ? { status: 'error', cause: 'unavailable' }
      : { status: 'denied' };
  if (!(error instanceof ProviderFailure)) return { status: 'error', cause: 'internal' };
  if (error.failure === 'denied') return { status: 'denied' };
  if (error.failure === 'throttled')
    return { status: 'throttled', retryInMs: error.detail.retryAfterMs ?? 0 };
  return { status: 'error', cause: error.failure };
}

/**
 * Looks values up at one provider, cheapest first: is it to be asked at all, what this process knows,
 * what another call is asking already, what replicas know, and only then the provider.
 */
export class ProviderLookup {
  private readonly flights = new SingleFlight<Landed>();
  private readonly givenUp = new WeakSet<Promise<Landed>>();
  private readonly refused = new RefusedValues();
  private readonly bulk: BulkCalls | undefined;

  constructor(
    private readonly of: ProviderInForce,
    private readonly caches: Caches,
  ) {
    const { provider, baseUrl, retries, guards, withKey, name } = of;
    const { bulk } = provider;
    if (!bulk) return;
    this.bulk = new BulkCalls(
      bulk.max,
      () => retries.withdraw(),
      (values, asked) =>
        withKey((key) => {
          const cost = provider.cost * values.length;
          const request = bulk.request(values, key.text);
          const read = ({ json }: Replied) => bulk.read(json);
          const call = { ...asked, cost, size: 'bulk' as const };
          return guardedCall(name, provider, baseUrl, key, request, read, guards, call);
        }),
    );
  }

  /** Never throws. */
  async lookUp(wanted: Asked, asking: Asking): Promise<Answer> {
    const filtered = prefiltered(wanted);
    if ('skipped' in filtered) return { status: 'skipped', reason: filtered.skipped };
    const { asked } = filtered;
    if (!this.of.provider.kinds.includes(asked.kind))
      return { status: 'skipped', reason: 'unsupported' };
    const key = this.keyOf(asked);
    const known = this.caches.process.get(key);
    const freshness = known && freshnessOf(known.answer, known.ageMs);
    if (known && freshness === 'fresh') return this.hit(known, 'process');
    const asker = `${key} ${asking.isAlert} ${asking.caller}`;
    const refusal = this.refused.get(asker, asking.waitMs);
    if (refusal) return this.answer({ refusal }, asked);
    const flight = this.flights.run(key, () => this.ask(asked, asking));
    if (known && freshness === 'revalidate') {
      // Whoever asks next has it; this one does not wait, and a failure is nobody's.
      flight.catch(() => undefined);
      return this.stale(known, 'revalidating');
    }
    const landed = await withDeadline(asking.deadlineMs, () => flight).catch(
      (error: unknown): Landed => {
        if (error instanceof DeadlinePassed) this.tellWhenLanded(flight, asked);
        return { refusal: refusalOf(error) };
      },
    );
    if ('refusal' in landed) this.refused.put(asker, landed.refusal);
    return this.answer(landed, asked);
  }

  /** Whoever asked has gone; there may be more than one of them. */
  private tellWhenLanded(flight: Promise<Landed>, asked: Asked): void {
    const { completed } = this.caches;
    if (!completed || this.givenUp.has(flight)) return;
    this.givenUp.add(flight);
    flight.then(
      (landed) => {
        if ('fresh' in landed) completed(asked, landed.fresh.finding);
        if ('kept' in landed) completed(asked, landed.kept.answer.finding);
      },
      () => undefined,
    );
  }

  private keyOf({ kind, value }: Asked): string {
    return `${this.of.name} ${this.of.source} ${kind} ${value}`;
  }

  private answer(landed: Landed, asked: Asked): Answer {
    if ('kept' in landed) return this.hit(landed.kept, 'shared');
    if ('fresh' in landed) {
      const { finding } = landed.fresh;
      return finding ? { status: 'fresh', finding } : { status: 'not_found', ageMs: 0 };
    }
    const old = this.caches.process.get(this.keyOf(asked));
    const isUsable = old && freshnessOf(old.answer, old.ageMs) !== 'gone';
    return isUsable ? this.stale(old, landed.refusal.status) : landed.refusal;
  }

  private hit({ answer: { finding }, ageMs }: Aged, tier: 'process' | 'shared'): Answer {
    return finding ? { status: 'hit', tier, ageMs, finding } : { status: 'not_found', ageMs };
  }

  private stale(
    { answer: { finding }, ageMs }: Aged,
    reason: 'revalidating' | Refusal['status'],
  ): Answer {
    return finding ? { status: 'stale', ageMs, reason, finding } : { status: 'not_found', ageMs };
  }

  /** One flight: the answer of a replica, or of the provider, on behalf of all replicas. */
  private async ask(asked: Asked, asking: Asking): Promise<Landed> {
    const { shared, holder } = this.caches;
    const { of } = this;
    const { guards } = of;
    const claimMs = 2 * (guards.limitMs + asking.waitMs) + CLAIM_SLACK_MS;
    const giveUpAt = performance.now() + claimMs;
    for (;;) {
      const kept = await this.sharedAnswer(asked);
      if (kept) return { kept };
      if (await shared.claim(of, asked, holder, claimMs)) break;
      if (performance.now() > giveUpAt) throw new DeadlinePassed(claimMs);
      await sleep(LOOK_MS);
    }
    try {
      // It may have been answered between the look and the claim.
      const kept = await this.sharedAnswer(asked);
      return kept ? { kept } : { fresh: await this.askProvider(asked, asking) };
    } finally {
      await shared.release(of, asked, holder).catch(() => undefined);
    }
  }

  /** What is there is taken along, also where it is too old: it may be better than nothing. */
  private async sharedAnswer(asked: Asked): Promise<Aged | undefined> {
    const { process, shared } = this.caches;
    const { generation } = process;
    const found = await shared.get(this.of, asked);
    if (!found) return undefined;
    // What was forgotten in between is not to be taken up again.
    if (process.generation === generation)
      process.put(this.keyOf(asked), found.answer, found.ageMs);
    return freshnessOf(found.answer, found.ageMs) === 'fresh' ? found : undefined;
  }

  private async askProvider(asked: Asked, asking: Asking): Promise<Remembered> {
    const { cache } = this.of;
    const { process, shared, random = Math.random } = this.caches;
    const { result, maxAgeMs } = await this.called(asked, asking);
    const answer = remembered(cache, result, maxAgeMs, random());
    process.put(this.keyOf(asked), answer);
    // What others do not hear of they ask again: no reason to have nothing here.
    await shared.put(this.of, asked, answer).catch(() => undefined);
    return answer;
  }

  /** A failure that may be an accident is tried once more, if calls have paid for it. */
  private async called(asked: Asked, asking: Asking) {
    const { retries } = this.of;
    retries.deposit();
    try {
      return await this.call(asked, asking);
    } catch (error) {
      const isAccident = error instanceof ProviderFailure && error.failure === 'unavailable';
      if (!isAccident || !retries.withdraw()) throw error;
      return this.call(asked, asking);
    }
  }

  private call(asked: Asked, { caller, isAlert, waitMs }: Asking) {
    const { name, provider, baseUrl, withKey, guards } = this.of;
    if (this.bulk && asked.kind === 'ip')
      return this.bulk.ask(asked.value, { caller, isAlert, waitMs });
    return withKey((key) =>
      guardedCall<Finding | undefined>(
        name,
        provider,
        baseUrl,
        key,
        provider.request(asked, key.text),
        (replied) => provider.read(replied),
        guards,
        { caller, isAlert, waitMs, cost: provider.cost, size: 'one' },
      ),
    );
  }
}
