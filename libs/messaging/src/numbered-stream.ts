import {
  DiscardPolicy,
  type NatsConnection,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from 'nats';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';

const READY_MS = 2_000;
const PUBLISH_TIMEOUT_MS = 5_000;

export interface NumberedStreamOptions {
  /** `AUDIT_CHECKPOINTS`, before the namespace. */
  readonly name: string;
  /** `audit.checkpoints`, before the namespace. */
  readonly subject: string;
}

/**
 * A JetStream stream whose sequence is the number of what is in it: nothing comes twice, and a gap
 * cannot be missed. What it holds can be published again from its source at any time.
 */
export class NumberedStream {
  constructor(
    private readonly bus: Bus,
    private readonly options: NumberedStreamOptions,
  ) {}

  /** Number of the newest message. Makes the stream if it is not there. */
  async last(): Promise<number> {
    const { streams } = await managerOf(await this.bus.ready(READY_MS));
    const found = await streams.info(this.bus.stream(this.options.name)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    return (found ?? (await this.create())).state.last_seq;
  }

  /**
   * Puts texts in, in their order.
   *
   * @param first number of the first, one above the stream's last
   * @throws Error if somebody else was first, or the stream does not answer
   */
  async publish(first: number, texts: readonly string[]): Promise<void> {
    const nats: NatsConnection = await this.bus.ready(READY_MS);
    const jetstream = nats.jetstream({ timeout: PUBLISH_TIMEOUT_MS });
    const subject = this.bus.subject(this.options.subject);
    for (const [index, text] of texts.entries())
      await jetstream.publish(subject, text, { expect: { lastSequence: first + index - 1 } });
  }

  private async create(): Promise<StreamInfo> {
    const { streams } = await managerOf(await this.bus.ready(READY_MS));
    return streams.add({
      name: this.bus.stream(this.options.name),
      subjects: [this.bus.subject(this.options.subject)],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      storage: StorageType.File,
      num_replicas: this.bus.replicas,
      deny_delete: true,
      deny_purge: true,
    });
  }
}
