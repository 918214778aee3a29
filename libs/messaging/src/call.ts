import type { Actor, Origin } from '@margay/contracts';

/** On whose behalf a call is made. A `Call` is one, so a handler passes on what it got. */
export interface Caller {
  readonly actor: Actor;
  readonly requestId: string;
  readonly origin?: Origin;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** When the caller stops waiting, in milliseconds of this process's `performance.now()`. */
  readonly deadlineAt?: number;
}

/** Who is calling and for how much longer they will wait. */
export interface Call extends Caller {
  readonly deadlineAt: number;
  /** Aborts at the deadline. */
  readonly signal: AbortSignal;
  /** Milliseconds; zero or less when nobody waits any more. */
  remainingMs(): number;
}

/** A call as it arrived. Made for every request, so the timer behind `signal` waits until asked for. */
export class IncomingCall implements Call {
  readonly actor: Actor;
  readonly requestId: string;
  declare readonly origin?: Origin;
  declare readonly correlationId?: string;
  declare readonly causationId?: string;
  declare readonly traceparent?: string;
  readonly deadlineAt: number;
  #signal: AbortSignal | undefined;

  constructor(caller: Caller & { readonly deadlineAt: number }) {
    this.actor = caller.actor;
    this.requestId = caller.requestId;
    this.deadlineAt = caller.deadlineAt;
    if (caller.origin) this.origin = caller.origin;
    if (caller.correlationId) this.correlationId = caller.correlationId;
    if (caller.causationId) this.causationId = caller.causationId;
    if (caller.traceparent) this.traceparent = caller.traceparent;
  }

  get signal(): AbortSignal {
    return (this.#signal ??= AbortSignal.timeout(Math.max(0, Math.ceil(this.remainingMs()))));
  }

  remainingMs(): number {
    return this.deadlineAt - performance.now();
  }
}

/**
 * A caller of our own making: a service that acts by itself, or a door that has just let somebody in.
 *
 * @param timeoutMs how long it will wait for everything done on its behalf
 */
export const callFor = (caller: Caller, timeoutMs = 5_000): Call =>
  new IncomingCall({ ...caller, deadlineAt: caller.deadlineAt ?? performance.now() + timeoutMs });

/** A service acting on its own. */
export const systemCaller = (service: string, requestId: string): Caller => ({
  actor: { type: 'system', id: service },
  requestId,
});
