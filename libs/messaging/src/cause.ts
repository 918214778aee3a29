import type { Cause } from '@margay/event-store';
import type { Caller } from './call.js';

/** What is stored with the events that a call leads to: all it carries but its deadline. */
export const causeOf = (caller: Caller): Cause => ({
  actor: caller.actor,
  requestId: caller.requestId,
  ...(caller.origin ? { origin: caller.origin } : {}),
  ...(caller.correlationId ? { correlationId: caller.correlationId } : {}),
  ...(caller.causationId ? { causationId: caller.causationId } : {}),
  ...(caller.traceparent ? { traceparent: caller.traceparent } : {}),
});
