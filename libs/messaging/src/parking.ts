import type { ParkedEvent } from '@margay/event-store';

const REASON_LENGTH_MAX = 500;

export const parkedEvent = (
  event: Omit<ParkedEvent, 'eventId' | 'attempts' | 'reason'> & { readonly id: string },
  attempts: number,
  reason: string,
): ParkedEvent => ({
  epoch: event.epoch,
  position: event.position,
  stream: event.stream,
  eventId: event.id,
  type: event.type,
  attempts,
  reason: reason.slice(0, REASON_LENGTH_MAX),
});
