import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import type { QueueState } from '@margay/messaging';
import { Injectable } from '@nestjs/common';
import { BATCH_MAX } from '../enrichment.service.js';
import { parseEvent } from '../enriching/event-text.js';
import { CursorSecret } from '../settings/settings-reader.service.js';
import { PARKED_MAX, type ParkedLogEvent, ParkedLogEvents } from './parked-log-events.service.js';
import { PipelineQueues } from './pipeline-queues.service.js';
import { WORKERS } from './pipeline-worker.service.js';
import { isMessageId, isTopic, replayIdOf } from './topic.js';

export interface PutLogEvent {
  readonly id: string;
  readonly event: Uint8Array;
}

/** What became of an event that was to be put in. */
export type Put =
  | { readonly outcome: 'accepted' | 'known' }
  | { readonly outcome: 'refused' | 'not_taken'; readonly code: string; readonly message: string };

const LIST = 'parked-log-events';
const LIMIT = { default: 100, max: 200 } as const;

const refusal = (path: string, message: string) =>
  new ServiceError('bad_request', 'The events cannot be put in.', { fields: [{ path, message }] });

/** What people and programs ask of the pipeline. */
@Injectable()
export class Pipeline {
  constructor(
    private readonly queues: PipelineQueues,
    private readonly parked: ParkedLogEvents,
    private readonly cursors: CursorSecret,
  ) {}

  /**
   * Puts events into LOGS. What is no event is refused here, where its sender still listens.
   *
   * @returns one outcome for each event, in their order
   * @throws ServiceError `bad_request`, `too_large` for a batch that is not one
   */
  async put(logType: string, events: readonly PutLogEvent[]): Promise<Put[]> {
    if (!isTopic(logType)) throw refusal('logType', 'Must be words with dots between them.');
    const size = events.reduce((bytes, { event }) => bytes + event.length, 0);
    if (events.length > BATCH_MAX.events || size > BATCH_MAX.bytes)
      throw new ServiceError(
        'too_large',
        `A batch has at most ${BATCH_MAX.events} events and ${BATCH_MAX.bytes} bytes.`,
      );
    events.forEach(({ id }, index) => {
      if (!isMessageId(id))
        throw refusal(`events[${index}].id`, '1 to 200 printable ASCII characters, no spaces.');
    });
    const { logs } = this.queues;
    const puts: Promise<Put>[] = [];
    let failure: ServiceError | undefined;
    for (const { id, event } of events) {
      await logs.room();
      puts.push(
        failure
          ? Promise.resolve(notTaken(failure))
          : this.putOne(logType, id, event, (error) => (failure ??= error)),
      );
    }
    return Promise.all(puts);
  }

  private async putOne(
    topic: string,
    id: string,
    bytes: Uint8Array,
    onFailure: (error: ServiceError) => void,
  ): Promise<Put> {
    const parsed = parseEvent(bytes);
    if ('fault' in parsed) return { outcome: 'refused', ...parsed.fault };
    try {
      return { outcome: (await this.queues.logs.put(topic, id, bytes)) ? 'accepted' : 'known' };
    } catch (error) {
      const failure = ServiceError.from(error);
      onFailure(failure);
      return notTaken(failure);
    }
  }

  async state(): Promise<{ readonly logs: QueueState; readonly enriched: QueueState }> {
    const { logs, enriched } = this.queues;
    return { logs: await logs.state(WORKERS), enriched: await enriched.state() };
  }

  async parkedCount(): Promise<{ readonly parked: number; readonly parkedMax: number }> {
    return { parked: await this.parked.count(), parkedMax: PARKED_MAX.events };
  }

  async list(
    asked: number,
    cursor: string,
  ): Promise<{ readonly items: readonly ParkedLogEvent[]; readonly next: string }> {
    const limit = asked === 0 ? LIMIT.default : asked;
    if (limit < 1 || limit > LIMIT.max) throw refusal('limit', `Must be from 1 to ${LIMIT.max}.`);
    const secret = this.cursors.value;
    const after = cursor === '' ? '' : String(openCursor(secret, LIST, cursor));
    const found = await this.parked.list(after, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const isMore = found.length > limit && last !== undefined;
    return { items, next: isMore ? sealCursor(secret, LIST, last.id) : '' };
  }

  get(id: string) {
    return this.parked.get(id);
  }

  /**
   * Puts a parked event into the queue again. If that is cut short, it is parked still, and the queue knows
   * the replay by its id.
   */
  async replay(id: string): Promise<void> {
    const { topic, event } = await this.parked.get(id);
    await this.queues.logs.put(topic, replayIdOf(id), event);
    await this.parked.remove(id).catch((error: unknown) => {
      // Somebody else replayed it at the same time.
      if (ServiceError.from(error).code !== 'not_found') throw error;
    });
  }

  skip(id: string): Promise<void> {
    return this.parked.remove(id);
  }
}

const notTaken = ({ code, message }: ServiceError): Put => ({
  outcome: 'not_taken',
  code,
  message,
});
