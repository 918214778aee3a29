import { Logger } from '@nestjs/common';
import {
  AckPolicy,
  DeliverPolicy,
  type Msg,
  type NatsConnection,
  type Subscription as NatsSubscription,
  nanos,
  nuid,
} from 'nats';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';
import { Wakeable } from '@margay/event-store';

const BATCH = 500;
const BATCH_BYTES = 16 * 1_048_576;
const EXPIRES_MS = 2_000;
/** How long the server's word that a request is over may be late before the request counts as lost. */
const GRACE_MS = 2_000;
const ACK_WAIT_MS = 30_000;
const ATTACH_EVERY_MS = 500;
/** Beyond this distance between what is acknowledged and what is done, delivery starts afresh. */
const DRIFT_MAX = 1_000;

const ACK = new TextEncoder().encode('+ACK');
const NAK = new TextEncoder().encode('-NAK');

/** JetStream's messages to one durable consumer, pulled in bounded batches. */
export class PullConsumer {
  private readonly logger: Logger;
  private readonly inbox: string;
  private readonly wakeable = new Wakeable();
  private readonly offDisconnect: () => void;
  private readonly queue: Msg[] = [];
  /** Handed out and not acknowledged. */
  private taken: readonly Msg[] = [];
  private subscription: NatsSubscription | undefined;
  private nats: NatsConnection | undefined;
  private attached = false;
  private attachedAt = -Infinity;
  private requested = 0;
  private requestedAt = 0;

  /** @param stream may not exist yet, and may be made anew at any time */
  constructor(
    private readonly bus: Bus,
    private readonly stream: string,
    private readonly durable: string,
  ) {
    this.logger = new Logger(`consumer ${durable} of ${stream}`);
    this.inbox = `${bus.inbox('jetstream')}.${nuid.next()}`;
    this.offDisconnect = bus.onDisconnect(() => this.detach());
  }

  /** Whether the server has the consumer, as far as we know. */
  get isAttached(): boolean {
    return this.attached;
  }

  /**
   * What has arrived, as soon as something has; empty after `waitMs`, sooner while detached.
   *
   * @param done position of the newest event that had its effect
   */
  async take(done: number, waitMs: number, signal: AbortSignal): Promise<readonly Msg[]> {
    await this.attach(done);
    const deadline = performance.now() + (this.attached ? waitMs : ATTACH_EVERY_MS);
    while (this.queue.length === 0 && !signal.aborted) {
      this.pull();
      const left = deadline - performance.now();
      if (left <= 0 || !this.attached) break;
      await this.wakeable.sleep(Math.min(left, 1_000), signal);
    }
    if (!this.attached && this.queue.length === 0)
      await this.wakeable.sleep(Math.max(0, deadline - performance.now()), signal);
    this.taken = this.queue.splice(0, BATCH);
    // The next batch travels while this one is worked on.
    this.pull();
    return this.taken;
  }

  /** Tells the server that what was taken last need not come again. */
  acknowledge(): void {
    this.answer(this.taken, ACK);
    this.taken = [];
  }

  /** Gives back what was not acknowledged, for whoever consumes next. */
  close(): void {
    this.offDisconnect();
    this.answer([...this.taken, ...this.queue], NAK);
    if (this.subscription && !this.subscription.isClosed()) this.subscription.unsubscribe();
  }

  private answer(messages: readonly Msg[], word: Uint8Array): void {
    if (!this.bus.current) return;
    for (const message of messages) message.respond(word);
  }

  private async attach(done: number): Promise<void> {
    if (this.attached || performance.now() - this.attachedAt < ATTACH_EVERY_MS) return;
    this.attachedAt = performance.now();
    try {
      const nats = await this.bus.ready(ATTACH_EVERY_MS);
      await this.declare(nats, done);
      this.listen(nats);
      this.nats = nats;
      this.attached = true;
      this.requested = 0;
    } catch (error) {
      if (this.bus.isConnected && !isMissing(error))
        this.logger.warn('JetStream does not answer.', { error });
    }
  }

  private async declare(nats: NatsConnection, done: number): Promise<void> {
    const { consumers } = await managerOf(nats);
    const found = await consumers.info(this.stream, this.durable).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const acknowledged = found?.ack_floor.stream_seq ?? 0;
    const drift = done - acknowledged;
    if (found && drift >= 0 && drift <= DRIFT_MAX) return;
    if (found) await consumers.delete(this.stream, this.durable);
    await consumers.add(this.stream, {
      durable_name: this.durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: done + 1,
      max_ack_pending: 4 * BATCH,
      // We count attempts ourselves, and park.
      max_deliver: -1,
    });
  }

  private listen(nats: NatsConnection): void {
    if (this.nats === nats && this.subscription && !this.subscription.isClosed()) return;
    this.subscription = nats.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => (error ? this.detach() : this.receive(message)),
    });
  }

  private pull(): void {
    if (!this.attached || this.queue.length > 0) return;
    const overdue = performance.now() - this.requestedAt > EXPIRES_MS + GRACE_MS;
    if (this.requested > 0 && !overdue) return;
    this.requested = BATCH;
    this.requestedAt = performance.now();
    this.bus.current?.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.durable}`,
      JSON.stringify({ batch: BATCH, max_bytes: BATCH_BYTES, expires: nanos(EXPIRES_MS) }),
      { reply: `${this.inbox}.${nuid.next()}` },
    );
  }

  private receive(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (code === 0) {
      this.queue.push(message);
      this.requested--;
    } else if (code === 404 || code === 408) this.requested = 0;
    // 409: deleted, or the limit of the request is reached; 503: nobody there.
    else if (code === 409 && /max/i.test(message.headers?.description ?? '')) this.requested = 0;
    else this.detach();
    this.wakeable.wake();
  }

  private detach(): void {
    this.attached = false;
    this.requested = 0;
    this.wakeable.wake();
  }
}
