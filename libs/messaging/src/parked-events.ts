import { ServiceError } from '@margay/contracts';
import { redactText } from '@margay/observability';
import { type ConsumedEvent, isReadable } from './consumed-event.js';
import { type ApplierOptions, isRetryable } from './event-applier.js';
import type { ParkedEvent } from '@margay/event-store';
import { parkedEvent } from './parking.js';
import type { RemoteLog } from './remote-log.js';

/** What people can do about a consumer's parked events. Any process may, whoever consumes. */
export class ParkedEvents {
  constructor(
    private readonly options: ApplierOptions,
    private readonly remote: RemoteLog,
  ) {}

  list(limit: number): Promise<readonly ParkedEvent[]> {
    return this.options.parking.list(limit);
  }

  /**
   * Lets the parked events of a stream have their effect, in order, as their log has them today.
   *
   * @returns how many had
   * @throws ServiceError `unprocessable` at the first that still fails; it stays parked with those behind
   */
  async replay(stream: string): Promise<number> {
    const { parking, checkpoint, sink } = this.options;
    let count = 0;
    for (;;) {
      const parked = await parking.first(stream);
      if (!parked) return count;
      const event = await this.reread(parked);
      try {
        await checkpoint.hold(async (sql) => {
          // False: somebody else is replaying too.
          if (await parking.remove(sql, parked.position)) await sink.apply([event], sql);
        });
        count++;
      } catch (error) {
        if (isRetryable(error)) throw error;
        throw await this.stillFailing(parked, error instanceof Error ? error.message : '', error);
      }
    }
  }

  /**
   * Gives up on the first parked event of a stream: it will not have its effect.
   *
   * @param position of that event, so that nothing is skipped by mistake
   * @throws ServiceError `conflict` if another one is the first
   */
  async skip(stream: string, position: number): Promise<ParkedEvent> {
    const { parking, checkpoint } = this.options;
    const parked = await parking.first(stream);
    if (parked?.position !== position)
      throw new ServiceError('conflict', 'It is not the first parked event of its stream.');
    await checkpoint.hold(async (sql) => {
      await parking.remove(sql, position);
    });
    return parked;
  }

  private async reread(parked: ParkedEvent): Promise<ConsumedEvent> {
    const { epoch, events } = await this.remote.read(parked.position - 1, 1);
    const [event] = events;
    if (epoch !== parked.epoch || event?.id !== parked.eventId)
      throw new ServiceError('conflict', 'The log has begun a new epoch since.');
    if (!isReadable(event)) throw await this.stillFailing(parked, event.problem);
    return event;
  }

  private async stillFailing(parked: ParkedEvent, reason: string, cause?: unknown) {
    const { checkpoint, parking } = this.options;
    const again = parkedEvent(
      { ...parked, id: parked.eventId },
      parked.attempts + 1,
      redactText(reason),
    );
    await checkpoint.hold((sql) => parking.park(sql, [again]));
    return new ServiceError('unprocessable', 'The event still fails.', { cause });
  }
}
