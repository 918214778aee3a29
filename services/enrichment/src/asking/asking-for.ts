import type { Call } from '@margay/messaging';
import type { Asking } from './provider-lookup.js';

/** What an answer needs on its way back to whoever asked. */
const WAY_BACK_MS = 100;
/** Beyond what it may wait for units, an event waits no longer for third parties. */
const EVENT_MS = 2_000;
const EVENT_WAIT_MS_MAX = 5_000;

/** By what a caller is known where a quota is shared out: the service, or the id of the token. */
export const callerOf = ({ actor }: Pick<Call, 'actor'>): string => actor.id;

/** How long a look-up may take so that its answer still comes in time, in milliseconds. */
export const deadlineOf = (call: Pick<Call, 'remainingMs'>): number =>
  Math.max(1, call.remainingMs() - WAY_BACK_MS);

/** How third parties are asked on behalf of events that somebody waits for. */
export function eventAsking(
  call: Pick<Call, 'actor' | 'remainingMs'>,
  isAlert: boolean,
  wantedWaitMs: number,
): Asking {
  const waitMs = Math.min(wantedWaitMs, EVENT_WAIT_MS_MAX);
  const deadlineMs = Math.min(deadlineOf(call), EVENT_MS + waitMs);
  return { caller: callerOf(call), isAlert, waitMs, deadlineMs };
}

/** The same for events of the pipeline, which nobody waits for. */
export const PIPELINE_ASKING: Asking = {
  caller: 'pipeline',
  isAlert: false,
  waitMs: 0,
  deadlineMs: EVENT_MS,
};
