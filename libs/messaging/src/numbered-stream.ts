import {
  DiscardPolicy,
  headers,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  type PubAck,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from 'nats';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';
import { withCopies } from './stream-copies.js';

const READY_MS = 2_000;
const PUBLISH_TIMEOUT_MS = 5_000;
const MESSAGE_ID = 'Nats-Msg-Id';

const WRONG_LAST_SEQUENCE = 10071;

const isOtherSequence = (error: unknown): boolean =>
  error instanceof NatsError && error.api_error?.err_code === WRONG_LAST_SEQUENCE;

export interface NumberedStreamOptions {
  /** `AUDIT_CHECKPOINTS`, before the namespace. */
  readonly name: string;
  /** `audit.checkpoints`, before the namespace. */
  readonly subject: string;
  /** Each message has a last part of its subject of its own, by which readers may choose. */
  readonly hasTopics?: boolean;
  /** Messages may be taken out of it again. */
  readonly isErasable?: boolean;
}

export interface NumberedMessage {
  readonly text: string;
  /** Stable: the same when it is published again. */
  readonly id?: string;
  /** The last part of its subject. */
  readonly topic?: string;
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
    return (await this.range()).last;
  }

  /** Numbers of the oldest and the newest message. Makes the stream if it is not there. */
  async range(): Promise<{ readonly first: number; readonly last: number }> {
    const manager = await this.manager();
    const found = await manager.streams.info(this.name).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const stream = found ? await withCopies(this.bus, manager, found) : await this.create();
    const { first_seq, last_seq } = stream.state;
    return { first: first_seq, last: last_seq };
  }

  /**
   * Puts messages in, in their order. If it fails, some of them may be in.
   *
   * @param first number of the first, one above the stream's last
   * @throws Error if somebody else was first, or the stream does not answer
   */
  async publish(first: number, messages: readonly NumberedMessage[]): Promise<void> {
    const nats = await this.bus.ready(READY_MS);
    const [head, ...rest] = messages;
    if (!head) return;
    try {
      await this.put(nats, head, first);
    } catch (error) {
      if (!isOtherSequence(error) || (await this.last()) !== first - 1) throw error;
      return this.publishUnexpected(nats, first, messages);
    }
    // One that fails lets none of those behind it in.
    await Promise.all(rest.map((message, index) => this.put(nats, message, first + 1 + index)));
  }

  /**
   * After `beginAt`, a server of before 2.10 goes on expecting the sequence of before. Ids keep messages
   * from coming twice there.
   */
  private async publishUnexpected(
    nats: NatsConnection,
    first: number,
    messages: readonly NumberedMessage[],
  ): Promise<void> {
    const puts = await Promise.all(messages.map((message) => this.put(nats, message)));
    if (puts.some(({ seq }, index) => seq !== first + index))
      throw new Error('Somebody else published meanwhile.');
  }

  /** Id of the message under a number, or `undefined` if there is no such message. */
  async idAt(number: number): Promise<string | undefined> {
    try {
      const { streams } = await this.manager();
      return (await streams.getMessage(this.name, { seq: number })).header.get(MESSAGE_ID);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Lets it begin at a number: what is below goes, and an empty stream counts from there. */
  async beginAt(number: number): Promise<void> {
    const { streams } = await this.manager();
    await streams.purge(this.name, { seq: number });
  }

  /** Overwrites a message. Its number stays empty. */
  async erase(number: number): Promise<void> {
    const { streams } = await this.manager();
    await streams.deleteMessage(this.name, number, true).catch(async (error: unknown) => {
      // The server has several ways to say that it is not there.
      if ((await this.idAt(number)) !== undefined) throw error;
    });
  }

  /** Throws it away and makes it anew, empty. */
  async recreate(): Promise<void> {
    const { streams } = await this.manager();
    await streams.delete(this.name).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await this.create();
  }

  private put(
    nats: NatsConnection,
    { text, id, topic }: NumberedMessage,
    number?: number,
  ): Promise<PubAck> {
    const about = headers();
    if (id !== undefined) about.set(MESSAGE_ID, id);
    return nats.jetstream({ timeout: PUBLISH_TIMEOUT_MS }).publish(this.subjectOf(topic), text, {
      headers: about,
      ...(number === undefined ? {} : { expect: { lastSequence: number - 1 } }),
    });
  }

  private get name(): string {
    return this.bus.stream(this.options.name);
  }

  private subjectOf(topic: string | undefined): string {
    const { subject, hasTopics = false } = this.options;
    if (hasTopics !== (topic !== undefined))
      throw new Error(`Messages of ${subject} have ${hasTopics ? 'a topic' : 'no topic'}.`);
    return this.bus.subject(topic === undefined ? subject : `${subject}.${topic}`);
  }

  private async manager(): Promise<JetStreamManager> {
    return managerOf(await this.bus.ready(READY_MS));
  }

  private async create(): Promise<StreamInfo> {
    const { streams } = await this.manager();
    const { subject, hasTopics, isErasable = false } = this.options;
    return streams.add({
      name: this.name,
      subjects: [this.bus.subject(hasTopics ? `${subject}.*` : subject)],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      storage: StorageType.File,
      num_replicas: this.bus.replicas,
      deny_delete: !isErasable,
      deny_purge: !isErasable,
    });
  }
}
