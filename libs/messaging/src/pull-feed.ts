import { Logger } from '@nestjs/common';
import {
  type ConsumerAPI,
  type Msg,
  type NatsConnection,
  type Subscription as NatsSubscription,
  nanos,
  nuid,
} from 'nats';
import { Wakeable } from '@margay/event-store';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';

const EXPIRES_MS = 2_000;
/** How long the server's word that a request is over may be late before the request counts as lost. */
const GRACE_MS = 2_000;
const ATTACH_EVERY_MS = 500;

const NAK = new TextEncoder().encode('-NAK');

export interface PullFeedOptions {
  /** As this installation spells it. May not exist yet, and may be made anew at any time. */
  readonly stream: string;
  readonly durable: string;
  /** The most messages of one request, and the most that are taken at once. */
  readonly batch: number;
  readonly batchBytes: number;
  /** Told of a message as soon as it has arrived, long before it is taken perhaps. */
  readonly onArrival?: (message: Msg) => void;
  /** Makes the durable consumer if it is not there. */
  readonly declare: (consumers: ConsumerAPI) => Promise<void>;
}

/** JetStream's messages to a durable consumer, pulled in bounded batches; says nothing to the server about them. */
export class PullFeed {
  private readonly logger: Logger;
  private readonly inbox: string;
  private readonly wakeable = new Wakeable();
  private readonly offDisconnect: () => void;
  private readonly queue: Msg[] = [];
  private subscription: NatsSubscription | undefined;
  private nats: NatsConnection | undefined;
  private attached = false;
  private attachedAt = -Infinity;
  private requested = 0;
  private requestedAt = 0;

  constructor(
    private readonly bus: Bus,
    private readonly options: PullFeedOptions,
  ) {
    this.logger = new Logger(`consumer ${options.durable} of ${options.stream}`);
    this.inbox = `${bus.inbox('jetstream')}.${nuid.next()}`;
    this.offDisconnect = bus.onDisconnect(() => this.detach());
  }

  /** What has arrived, as soon as something has; empty after `waitMs`, sooner while detached. */
  async take(waitMs: number, signal: AbortSignal): Promise<readonly Msg[]> {
    await this.attach();
    const deadline = performance.now() + (this.attached ? waitMs : ATTACH_EVERY_MS);
    while (this.queue.length === 0 && !signal.aborted) {
      this.pull();
      const left = deadline - performance.now();
      if (left <= 0 || !this.attached) break;
      await this.wakeable.sleep(Math.min(left, 1_000), signal);
    }
    if (!this.attached && this.queue.length === 0)
      await this.wakeable.sleep(Math.max(0, deadline - performance.now()), signal);
    const taken = this.queue.splice(0, this.options.batch);
    // The next batch travels while this one is worked on.
    this.pull();
    return taken;
  }

  /** Gives back what has arrived and was not taken. */
  release(): void {
    const messages = this.queue.splice(0);
    if (this.bus.current) for (const message of messages) message.respond(NAK);
  }

  close(): void {
    this.offDisconnect();
    this.release();
    if (this.subscription && !this.subscription.isClosed()) this.subscription.unsubscribe();
  }

  private async attach(): Promise<void> {
    if (this.attached || performance.now() - this.attachedAt < ATTACH_EVERY_MS) return;
    this.attachedAt = performance.now();
    try {
      const nats = await this.bus.ready(ATTACH_EVERY_MS);
      await this.options.declare((await managerOf(nats)).consumers);
      this.listen(nats);
      this.nats = nats;
      this.attached = true;
      this.requested = 0;
    } catch (error) {
      if (this.bus.isConnected && !isMissing(error))
        this.logger.warn('JetStream does not answer.', { error });
    }
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
    const { stream, durable, batch, batchBytes } = this.options;
    this.requested = batch;
    this.requestedAt = performance.now();
    this.bus.current?.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
      JSON.stringify({ batch, max_bytes: batchBytes, expires: nanos(EXPIRES_MS) }),
      { reply: `${this.inbox}.${nuid.next()}` },
    );
  }

  private receive(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (code === 0) {
      this.options.onArrival?.(message);
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
