import type { Registry } from '@bufbuild/protobuf';
import type { Lease } from '@margay/event-store';
import { counter, gauge } from '@margay/observability';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Msg } from 'nats';
import type { BusClient } from './bus-client.js';
import type { Place } from '@margay/event-store';
import type { Bus } from './connection.js';
import { isReadable, type ReceivedEvent } from './consumed-event.js';
import { deliveryOf } from './delivery.js';
import { type ApplierOptions, EventApplier, Fenced } from './event-applier.js';
import { fromEventMessage } from './event-message.js';
import { eventStreamOf } from './event-subjects.js';
import { ParkedEvents } from './parked-events.js';
import { Backoff, pause } from './pause.js';
import { PullConsumer } from './pull-consumer.js';
import { RemoteLog } from './remote-log.js';

export interface SubscriptionOptions extends ApplierOptions {
  /** Name of the durable consumer, `audit-log`. */
  readonly name: string;
  /** Whose events. */
  readonly owner: string;
  readonly types: Registry;
}

/** How often a silent stream is compared with its owner's log, so that nothing depends on JetStream. */
const COMPARE_MS = 5_000;
const READ_LIMIT = 500;

const lag = gauge({
  name: 'margay_consumer_lag_events',
  help: 'Events of the log without their effect yet.',
  labels: ['owner', 'consumer'],
});
const parkedCount = gauge({
  name: 'margay_consumer_parked_events',
  help: 'Events that are parked.',
  labels: ['owner', 'consumer'],
});
const heardAt = gauge({
  name: 'margay_consumer_heard_timestamp_seconds',
  help: 'When something was last heard of the owner: an event, or that there is none. Silence is not health.',
  labels: ['owner', 'consumer'],
});
const consumed = counter({
  name: 'margay_consumer_events_total',
  help: 'Events that had their effect or were parked.',
  labels: ['owner', 'consumer'],
});

const ahead = counter({
  name: 'margay_consumer_ahead_total',
  help: 'Times the stream, or what was consumed, was ahead of the log: the log was restored to an earlier state.',
  labels: ['owner', 'consumer'],
});

/**
 * Another service's events and their effect here, each once and in order.
 *
 * JetStream brings them; holes, another epoch and silence are resolved by reading the owner's log.
 * One process consumes at a time, others stand by.
 */
export class Subscription implements OnApplicationBootstrap, OnModuleDestroy {
  /** What is parked, and what may be done about it. */
  readonly parked: ParkedEvents;
  private readonly logger: Logger;
  private readonly applier: EventApplier;
  private readonly remote: RemoteLog;
  private readonly labels: { readonly owner: string; readonly consumer: string };
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Read when they arrive: mostly while the database is at work on those before. */
  private readonly events = new WeakMap<Msg, ReceivedEvent>();

  constructor(
    private readonly bus: Bus,
    client: BusClient,
    private readonly options: SubscriptionOptions,
  ) {
    const { name, owner, types } = options;
    this.logger = new Logger(`consumer ${name} of ${owner}`);
    this.labels = { owner, consumer: name };
    this.applier = new EventApplier(options);
    this.remote = new RemoteLog(client, bus.service, owner, types);
    this.parked = new ParkedEvents(options, this.remote);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    const backoff = new Backoff();
    while (!signal.aborted) {
      let lease: Lease | undefined;
      try {
        lease = await this.options.checkpoint.lead(signal);
        await this.consume(AbortSignal.any([signal, lease.lost]), () => backoff.reset());
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof Fenced)) this.logger.warn('Starting to consume again.', { error });
        await pause(backoff.next(), signal);
      } finally {
        await lease?.release();
      }
    }
  }

  private async consume(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { owner, name, checkpoint, parking } = this.options;
    const stream = eventStreamOf(this.bus, owner);
    const feed = new PullConsumer(this.bus, stream, name, (message) => this.read(message));
    let place = await checkpoint.position();
    let trusted = false;
    try {
      while (!signal.aborted) {
        const messages = await feed.take(place?.position ?? 0, COMPARE_MS, signal);
        const before = place?.position ?? 0;
        const last = messages.at(-1);
        if (messages.length > 0) {
          // What is published from now on is of a relay that has compared stream and log.
          if (!trusted) place = await this.compareStream(place, messages, signal);
          trusted ||= last !== undefined && deliveryOf(last).pending === 0;
          place = await this.receive(place, messages, signal);
          feed.acknowledge();
          heardAt.set(this.labels, Date.now() / 1_000);
          lag.set(this.labels, last ? deliveryOf(last).pending : 0);
        } else {
          place = await this.compare(place, signal);
          parkedCount.set(this.labels, await parking.count());
        }
        consumed.inc(this.labels, Math.max(0, (place?.position ?? 0) - before));
        onProgress();
      }
    } finally {
      feed.close();
    }
  }

  private read(message: Msg): void {
    try {
      const event = fromEventMessage(message.headers, message.data, this.options.types);
      if (!event) return;
      this.events.set(message, event);
      if (isReadable(event)) this.options.sink.prepare?.(event);
    } catch (error) {
      // It fails again where it can be dealt with.
      this.logger.debug('An event cannot be prepared.', { error });
    }
  }

  /**
   * What lay in the stream before may be of a log that was restored since, and of events that are in it no more.
   *
   * @throws Error while that is so, until the stream is made anew
   */
  private async compareStream(
    place: Place | undefined,
    messages: readonly Msg[],
    signal: AbortSignal,
  ): Promise<Place | undefined> {
    const head = await this.remote.head();
    const events = messages.flatMap((message) => this.events.get(message) ?? []);
    // What it brings is of before, and the new epoch is read instead.
    if (events.some(({ epoch }) => epoch !== head.epoch)) return this.fill(place, signal);
    if (events.some(({ position }) => position > head.position)) {
      ahead.inc(this.labels);
      throw new Error(`The stream of ${this.options.owner} is ahead of its log.`);
    }
    return place;
  }

  /** Lets a batch of messages have its effect. Whatever does not follow on is read from the owner. */
  private async receive(
    from: Place | undefined,
    messages: readonly Msg[],
    signal: AbortSignal,
  ): Promise<Place | undefined> {
    let place = from;
    let run: ReceivedEvent[] = [];
    for (const message of messages) {
      const event = this.events.get(message);
      const at = run.at(-1) ?? place;
      if (event && event.epoch === (at?.epoch ?? event.epoch)) {
        const position = at?.position ?? 0;
        // Delivered again.
        if (event.position <= position) continue;
        if (event.position === position + 1) {
          run.push(event);
          continue;
        }
      }
      if (run.length > 0) place = await this.applier.apply(place, run, signal);
      run = [];
      place = await this.fill(place, signal);
      if (event && event.epoch === place?.epoch && event.position > place.position)
        throw new Error(`The log of ${this.options.owner} ends before ${event.position}.`);
    }
    return run.length > 0 ? this.applier.apply(place, run, signal) : place;
  }

  /** Reads from the owner until there is nothing more, waiting for the owner if need be. */
  private async fill(from: Place | undefined, signal: AbortSignal): Promise<Place | undefined> {
    const backoff = new Backoff();
    for (;;) {
      try {
        return await this.catchUp(from, signal);
      } catch (error) {
        // Part of it may be done: the checkpoint knows.
        if (error instanceof Fenced || signal.aborted) throw error;
        this.logger.warn('Waiting for the owner of the log.', { error });
        await pause(backoff.next(), signal);
        signal.throwIfAborted();
        from = await this.options.checkpoint.position();
      }
    }
  }

  /** The stream is silent: does the owner say the same? */
  private async compare(place: Place | undefined, signal: AbortSignal): Promise<Place | undefined> {
    try {
      return await this.catchUp(place, signal);
    } catch (error) {
      if (error instanceof Fenced || signal.aborted) throw error;
      this.logger.debug('The owner of the log does not answer.', { error });
      return this.options.checkpoint.position();
    }
  }

  private async catchUp(from: Place | undefined, signal: AbortSignal): Promise<Place | undefined> {
    const head = await this.remote.head();
    heardAt.set(this.labels, Date.now() / 1_000);
    let place = from;
    while (!signal.aborted) {
      const after = place?.epoch === head.epoch ? place.position : 0;
      lag.set(this.labels, Math.max(0, head.position - after));
      if (after > head.position) {
        ahead.inc(this.labels);
        this.logger.error('More was consumed than the log holds: it was restored.', {
          after,
          head,
        });
      }
      if (after >= head.position) return place;
      const { epoch, events } = await this.remote.read(after, READ_LIMIT);
      // Another epoch than a moment ago: the next look starts afresh.
      if (epoch !== head.epoch || events.length === 0) return place;
      if (place && place.epoch !== epoch)
        this.logger.warn('The log began a new epoch and is read from its start.', { epoch });
      place = await this.applier.apply(place, events, signal);
    }
    return place;
  }
}
