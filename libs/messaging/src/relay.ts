import { type Fact, type Lease, type Recorded, Wakeable } from '@margay/event-store';
import { beginSpanOf, counter, gauge } from '@margay/observability';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { JetStreamManager } from 'nats';
import type { Bus } from './connection.js';
import { isSame, reportCut } from './cut-events.js';
import { sourceOf, toEventMessage } from './event-message.js';
import type { EventSource } from './event-source.js';
import { EventStream, managerOf } from './event-stream.js';
import { eventSubjectOf } from './event-subjects.js';
import { Backoff, pause } from './pause.js';
import { PublishPipeline } from './publish-pipeline.js';

const BATCH = 500;
/** Appends of this process wake the relay; those of others are found by asking. */
const POLL_MS = 250;
/** How often an idle relay looks whether the stream is still what it was. */
const INSPECT_MS = 1_000;

const lag = gauge({
  name: 'margay_relay_lag_events',
  help: 'Events in the log but not yet in the stream.',
});
const published = counter({
  name: 'margay_relay_published_total',
  help: 'Events put into the stream.',
});
const restarts = counter({
  name: 'margay_relay_restarts_total',
  help: 'Times the relay had to compare stream and log again.',
});
const divergences = counter({
  name: 'margay_relay_divergences_total',
  help: 'Times the stream did not continue the log and was made anew.',
});

/** Where log and stream agree. */
interface Agreement {
  readonly epoch: string;
  readonly position: number;
}

/**
 * Publishes a service's log to its JetStream stream so that sequence and position are the same.
 *
 * It remembers nothing: the stream's last sequence says where to go on, the expected sequence keeps
 * duplicates out, and a stream that lost its end, or everything, is filled again by the same loop.
 * One relay is active per log; others stand by.
 */
export class Relay<Event extends Fact> implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger: Logger;
  private readonly stream: EventStream;
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly wakeable = new Wakeable();
  /** The newest position that we know of. */
  private newest = 0;

  constructor(
    private readonly bus: Bus,
    private readonly source: EventSource<Event>,
    private readonly service = bus.service,
  ) {
    this.logger = new Logger(`relay ${service}`);
    this.stream = new EventStream(bus, service);
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
    const off = this.source.log.onAppend((position) => {
      this.newest = position;
      this.wakeable.wake();
    });
    const backoff = new Backoff();
    while (!signal.aborted) {
      let lease: Lease | undefined;
      try {
        lease = await this.source.log.lead('relay', signal);
        await this.lead(AbortSignal.any([signal, lease.lost]), backoff);
      } catch (error) {
        if (signal.aborted) break;
        this.logger.warn('The relay cannot lead. Trying again.', { error });
        await pause(backoff.next(), signal);
      } finally {
        await lease?.release();
      }
    }
    off();
  }

  private async lead(signal: AbortSignal, backoff: Backoff): Promise<void> {
    while (!signal.aborted) {
      let pipeline: PublishPipeline | undefined;
      try {
        // Short waits, so that a lost lease or a stop is noticed.
        const nats = await this.bus.ready(INSPECT_MS);
        const manager = await managerOf(nats);
        const agreed = await this.agree(manager);
        pipeline = new PublishPipeline(this.bus, nats, agreed.position);
        await this.publish(pipeline, manager, agreed, signal, () => backoff.reset());
      } catch (error) {
        if (signal.aborted) return;
        restarts.inc();
        // A lost bus says so itself.
        if (this.bus.isConnected) this.logger.warn('Comparing stream and log again.', { error });
        await pause(backoff.next(), signal);
      } finally {
        pipeline?.close();
      }
    }
  }

  /** Compares stream and log. A stream that does not continue the log is made anew. */
  private async agree(manager: JetStreamManager): Promise<Agreement> {
    const { log } = this.source;
    const last = await this.stream.declare(manager);
    // After the stream's, for the log only grows.
    const head = await log.head();
    this.newest = head.position;
    if (last === 0) return { epoch: head.epoch, position: 0 };
    const stored = await this.stream.eventAt(manager, last);
    const sameEpoch = stored?.source === sourceOf(this.service, head.epoch);
    const [event] = last <= head.position ? await log.read(last - 1, 1) : [];
    if (sameEpoch && isSame(event, stored)) return { epoch: head.epoch, position: last };
    divergences.inc();
    const storedAt = (position: number) => this.stream.eventAt(manager, position);
    await reportCut(log, storedAt, last, this.logger);
    if (stored && sameEpoch) {
      this.logger.error('The stream is not of this log: a new epoch begins.', { last, head });
      await log.newEpoch();
    } else this.logger.warn('The stream is of another epoch or damaged.', { last, head });
    await this.stream.recreate(manager);
    return { epoch: (await log.head()).epoch, position: 0 };
  }

  private async publish(
    pipeline: PublishPipeline,
    manager: JetStreamManager,
    { epoch, position }: Agreement,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<void> {
    const source = sourceOf(this.service, epoch);
    let inspectedAt = performance.now();
    let sent = position;
    while (!signal.aborted) {
      const events = await this.source.log.read(sent, BATCH);
      for (const event of events) await this.send(pipeline, source, event);
      sent += events.length;
      published.inc(events.length);
      lag.set(Math.max(sent, this.newest) - pipeline.acknowledged);
      if (events.length === BATCH) continue;
      await pipeline.drained();
      lag.set(0);
      onProgress();
      await this.wakeable.sleep(POLL_MS, signal);
      if (performance.now() - inspectedAt < INSPECT_MS) continue;
      inspectedAt = performance.now();
      await this.inspect(manager, epoch, sent);
    }
  }

  private async send(pipeline: PublishPipeline, source: string, event: Recorded<Event>) {
    const wire = this.source.toWire(event);
    const bytesMax = this.bus.current?.info?.max_payload ?? 1_048_576;
    // From its commit on: what shows is how long it waited.
    const { at, position, cause } = event;
    const { traceparent: parent } = cause;
    const name = `publish ${wire.schema.name}`;
    const attributes = { 'margay.position': position };
    const span = beginSpanOf({ kind: 'producer', name, parent, attributes, startedAt: at }, at);
    await pipeline.publish(
      eventSubjectOf(this.bus, this.service, event.stream, wire.schema.typeName),
      toEventMessage(source, event, wire, bytesMax),
    );
    span?.end();
  }

  /** @throws Error when the stream or the log is not what it was */
  private async inspect(manager: JetStreamManager, epoch: string, sent: number): Promise<void> {
    if ((await this.stream.lastSequence(manager)) !== sent)
      throw new Error('The stream was changed by somebody else.');
    const head = await this.source.log.head();
    if (head.epoch !== epoch || head.position < sent) throw new Error('The log was replaced.');
  }
}
