import { AckPolicy, type ConsumerAPI, DeliverPolicy, type Msg, nanos } from 'nats';
import type { Bus } from './connection.js';
import { isMissing } from './event-stream.js';
import { PullFeed } from './pull-feed.js';

const BATCH = 500;
const BATCH_BYTES = 16 * 1_048_576;
const ACK_WAIT_MS = 30_000;
/** Beyond this distance between what is acknowledged and what is done, delivery starts afresh. */
const DRIFT_MAX = 1_000;

const ACK = new TextEncoder().encode('+ACK');
const NAK = new TextEncoder().encode('-NAK');

/** The messages of an event stream in their order, to one process at a time. */
export class PullConsumer {
  private readonly feed: PullFeed;
  /** Handed out and not acknowledged. */
  private taken: readonly Msg[] = [];
  /** Position of the newest event that had its effect. */
  private done = 0;

  /**
   * @param stream may not exist yet, and may be made anew at any time
   * @param onArrival told of a message as soon as it is here, before it is taken
   */
  constructor(
    private readonly bus: Bus,
    private readonly stream: string,
    private readonly durable: string,
    onArrival: (message: Msg) => void,
  ) {
    this.feed = new PullFeed(bus, {
      stream,
      durable,
      batch: BATCH,
      batchBytes: BATCH_BYTES,
      onArrival,
      declare: (consumers) => this.declare(consumers),
    });
  }

  /**
   * What has arrived, as soon as something has; empty after `waitMs`, sooner while detached.
   *
   * @param done position of the newest event that had its effect
   */
  async take(done: number, waitMs: number, signal: AbortSignal): Promise<readonly Msg[]> {
    this.done = done;
    this.taken = await this.feed.take(waitMs, signal);
    return this.taken;
  }

  /** Tells the server that what was taken last need not come again. */
  acknowledge(): void {
    this.answer(this.taken, ACK);
    this.taken = [];
  }

  /** Gives back what was not acknowledged, for whoever consumes next. */
  close(): void {
    this.answer(this.taken, NAK);
    this.feed.close();
  }

  private answer(messages: readonly Msg[], word: Uint8Array): void {
    if (!this.bus.current) return;
    for (const message of messages) message.respond(word);
  }

  private async declare(consumers: ConsumerAPI): Promise<void> {
    const found = await consumers.info(this.stream, this.durable).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const acknowledged = found?.ack_floor.stream_seq ?? 0;
    const drift = this.done - acknowledged;
    if (found && drift >= 0 && drift <= DRIFT_MAX) return;
    if (found) await consumers.delete(this.stream, this.durable);
    await consumers.add(this.stream, {
      durable_name: this.durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.done + 1,
      max_ack_pending: 4 * BATCH,
      // We count attempts ourselves, and park.
      max_deliver: -1,
    });
  }
}
