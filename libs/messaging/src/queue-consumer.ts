import { AckPolicy, type ConsumerAPI, DeliverPolicy, type Msg, nanos } from 'nats';
import type { Bus } from './connection.js';
import { deliveryOf } from './delivery.js';
import { isMissing } from './event-stream.js';
import { PullFeed } from './pull-feed.js';

export interface QueueConsumerOptions {
  /** The most messages that are taken at once. */
  readonly batch: number;
  /** The most bytes that are taken at once. */
  readonly batchBytes: number;
  /** A message that was taken and not heard of for so long is given to another worker. */
  readonly ackWaitMs: number;
  /** The most messages that all workers together may have taken and not settled. */
  readonly inWorkMax: number;
}

interface QueueConsumerPlace extends QueueConsumerOptions {
  readonly stream: string;
  readonly durable: string;
  /** What comes before the topic in a subject. */
  readonly prefix: string;
}

/** A message of a work queue. Whoever took it settles it, or says that the work goes on. */
export interface QueueItem {
  /** The same at every delivery: what its publisher called it, or else its place in the queue. */
  readonly id: string;
  readonly topic: string;
  readonly body: Uint8Array;
  /** How often it was delivered, from 1. */
  readonly deliveries: number;
  /** It need not come again. */
  done(): void;
  /** It comes again, to whichever worker, after so long. */
  retry(afterMs: number): void;
  /** It does not come again yet. */
  working(): void;
}

const encoder = new TextEncoder();
const ACK = encoder.encode('+ACK');
const NAK = encoder.encode('-NAK');
const WORKING = encoder.encode('+WPI');

/** One worker of a durable group: add processes, and each takes a share. */
export class QueueConsumer {
  private readonly feed: PullFeed;

  constructor(
    private readonly bus: Bus,
    private readonly place: QueueConsumerPlace,
  ) {
    this.feed = new PullFeed(bus, { ...place, declare: (consumers) => this.declare(consumers) });
  }

  /** What has arrived, as soon as something has; empty after `waitMs`. */
  async take(waitMs: number, signal: AbortSignal): Promise<QueueItem[]> {
    return (await this.feed.take(waitMs, signal)).map((message) => this.itemOf(message));
  }

  /** Gives back what was not taken yet, for workers that are not held up. */
  release(): void {
    this.feed.release();
  }

  close(): void {
    this.feed.close();
  }

  private itemOf(message: Msg): QueueItem {
    const { deliveries, sequence, storedAt } = deliveryOf(message);
    const say = (word: Uint8Array) => {
      if (this.bus.current) message.respond(word);
    };
    return {
      id: message.headers?.get('Nats-Msg-Id') || `${sequence}-${storedAt}`,
      topic: message.subject.slice(this.place.prefix.length),
      body: message.data,
      deliveries,
      done: () => say(ACK),
      retry: (afterMs) =>
        say(afterMs > 0 ? encoder.encode(`-NAK {"delay":${nanos(afterMs)}}`) : NAK),
      working: () => say(WORKING),
    };
  }

  private async declare(consumers: ConsumerAPI): Promise<void> {
    const { stream, durable, ackWaitMs, inWorkMax } = this.place;
    const found = await consumers.info(stream, durable).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const wanted = { ack_wait: nanos(ackWaitMs), max_ack_pending: inWorkMax };
    if (!found)
      await consumers.add(stream, {
        durable_name: durable,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        // Whoever does the work counts, and parks.
        max_deliver: -1,
        ...wanted,
      });
    else if (
      found.config.ack_wait !== wanted.ack_wait ||
      found.config.max_ack_pending !== wanted.max_ack_pending
    )
      await consumers.update(stream, durable, wanted);
  }
}
