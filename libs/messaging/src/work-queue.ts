import { ServiceError } from '@margay/contracts';
import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
  nanos,
} from 'nats';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';
import { withCopies } from './stream-copies.js';
import { QueueConsumer, type QueueConsumerOptions } from './queue-consumer.js';
import { QueuePublisher } from './queue-publisher.js';

export interface WorkQueueOptions {
  /** `LOGS`, before the namespace. */
  readonly name: string;
  /** `logs`, before the namespace. What follows it is the topic of a message. */
  readonly subject: string;
  /** A queue that holds so much takes no more, and throws nothing away. */
  readonly bytesMax: number;
  /** What nobody has taken for so long is thrown away. */
  readonly ageMaxMs: number;
  /** For how long an id is known. */
  readonly duplicateWindowMs: number;
}

/** How a queue stands. */
export interface QueueState {
  readonly messages: number;
  readonly bytes: number;
  readonly bytesMax: number;
  /** When the oldest message was put in. */
  readonly oldestAt?: Date;
  /** Handed to the group that was asked about, and not settled. */
  readonly inWork: number;
}

const READY_MS = 2_000;

/**
 * A JetStream stream of work: each message is for one worker of a group and is gone when it is done.
 *
 * What it holds is nowhere else: it survives the death of workers and of the server, not the loss of the
 * server's store.
 */
export class WorkQueue {
  private readonly publisher: QueuePublisher;

  constructor(
    private readonly bus: Bus,
    private readonly options: WorkQueueOptions,
  ) {
    this.publisher = new QueuePublisher(bus);
  }

  /** Makes the queue if it is not there, and brings its limits to what they should be. */
  async declare(): Promise<void> {
    const manager = await managerOf(await this.bus.ready(READY_MS));
    const found = await this.info(manager);
    if (!found) return void (await manager.streams.add(this.config()));
    const { max_bytes, max_age, duplicate_window } = this.limits();
    const { config } = await withCopies(this.bus, manager, found);
    const isAsWanted =
      config.max_bytes === max_bytes &&
      config.max_age === max_age &&
      config.duplicate_window === duplicate_window;
    if (!isAsWanted) await manager.streams.update(this.name, { ...config, ...this.limits() });
  }

  /**
   * Puts a message in, once for each id within the duplicate window.
   *
   * @param topic words with dots between them
   * @param id printable ASCII without spaces
   * @returns false: it was put in before
   * @throws ServiceError `unavailable` if the queue is full, or does not answer: then it may have been
   *   put in, and may be put in again under the same id; `too_large` for the bus
   */
  put(topic: string, id: string, body: Uint8Array): Promise<boolean> {
    return this.publisher.put(this.bus.subject(`${this.options.subject}.${topic}`), id, body);
  }

  /** Resolves when `put` sends at once. */
  room(): Promise<void> | undefined {
    return this.publisher.room();
  }

  /** A worker of the group that `durable` names. */
  consumer(durable: string, options: QueueConsumerOptions): QueueConsumer {
    const prefix = this.bus.subject(`${this.options.subject}.`);
    return new QueueConsumer(this.bus, { stream: this.name, durable, prefix, ...options });
  }

  /**
   * @param durable the group whose work counts as in work
   * @throws ServiceError `unavailable` if there is no queue, or it does not answer
   */
  async state(durable?: string): Promise<QueueState> {
    try {
      const manager = await managerOf(await this.bus.ready(READY_MS));
      const { state } = await manager.streams.info(this.name);
      return {
        messages: state.messages,
        bytes: state.bytes,
        bytesMax: this.options.bytesMax,
        ...(state.messages > 0 ? { oldestAt: new Date(state.first_ts) } : {}),
        inWork: durable === undefined ? 0 : await this.inWork(manager, durable),
      };
    } catch (cause) {
      throw new ServiceError('unavailable', 'The queue does not answer.', { cause });
    }
  }

  close(): void {
    this.publisher.close();
  }

  private get name(): string {
    return this.bus.stream(this.options.name);
  }

  private async inWork({ consumers }: JetStreamManager, durable: string): Promise<number> {
    const found = await consumers.info(this.name, durable).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    return found?.num_ack_pending ?? 0;
  }

  private async info({ streams }: JetStreamManager): Promise<StreamInfo | undefined> {
    return streams.info(this.name).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
  }

  private limits() {
    const { bytesMax, ageMaxMs, duplicateWindowMs } = this.options;
    return {
      max_bytes: bytesMax,
      max_age: nanos(ageMaxMs),
      duplicate_window: nanos(duplicateWindowMs),
    };
  }

  private config() {
    return {
      name: this.name,
      subjects: [this.bus.subject(`${this.options.subject}.>`)],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      storage: StorageType.File,
      num_replicas: this.bus.replicas,
      deny_delete: true,
      deny_purge: true,
      ...this.limits(),
    };
  }
}
