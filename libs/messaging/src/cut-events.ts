import type { Fact, LogReader, Recorded } from '@margay/event-store';
import { counter } from '@margay/observability';
import type { Logger } from '@nestjs/common';
import type { EventIdentity } from './event-message.js';

/** So many are named one by one; the stream that held them is about to be made anew. */
const NAMED_MAX = 200;

const cutEvents = counter({
  name: 'margay_log_cut_events_total',
  help: 'Published events that are no longer in the log, because it was restored to an earlier state.',
});

/** An event under its position, in the stream. */
export type StoredAt = (position: number) => Promise<EventIdentity | undefined>;

/** An id may come again after a restore, under an idempotency key; not at the same time. */
export const isSame = (event: Recorded | undefined, stored: EventIdentity | undefined): boolean =>
  event !== undefined && event.id === stored?.id && event.at.toISOString() === stored.at;

/** How much of the stream the log still holds: after the first event that differs, all do. */
export async function commonOf<Event extends Fact>(
  log: LogReader<Event>,
  storedAt: StoredAt,
  last: number,
): Promise<number> {
  let [common, differs] = [0, last + 1];
  while (differs - common > 1) {
    const middle = Math.floor((common + differs) / 2);
    const [event] = await log.read(middle - 1, 1);
    if (isSame(event, await storedAt(middle))) common = middle;
    else differs = middle;
  }
  return common;
}

/** Says which events were told of and are gone, while the stream still knows them. */
export async function reportCut<Event extends Fact>(
  log: LogReader<Event>,
  storedAt: StoredAt,
  last: number,
  logger: Logger,
): Promise<void> {
  const common = await commonOf(log, storedAt, last);
  if (common === last) return;
  const cut = { from: common + 1, to: last };
  cutEvents.inc(last - common);
  logger.error('Events that were published are no longer in the log.', cut);
  for (let position = cut.from; position <= Math.min(last, common + NAMED_MAX); position++) {
    const { id, type, stream, at } = (await storedAt(position)) ?? {};
    logger.warn('This event is no longer in the log.', { position, id, type, stream, at });
  }
}
