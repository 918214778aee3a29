import { type Registry, fromBinary } from '@bufbuild/protobuf';
import { PulseSchema } from '@margay/contracts';
import type { Head } from '@margay/event-store';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Msg, Subscription as NatsSubscription } from 'nats';
import type { Bus } from './connection.js';
import { type ConsumedEvent, isReadable } from './consumed-event.js';
import { fromEventMessage } from './event-message.js';
import { eventSubjectsOf, pulseSubjectOf } from './event-subjects.js';

export interface WatchOptions {
  /** Whose events. */
  readonly owner: string;
  readonly types: Registry;
  /** In the order of the log. */
  readonly onEvent: (event: ConsumedEvent) => void;
  /** Something may have been missed: what was concluded from earlier events no longer holds. */
  readonly onGap: (reason: string) => void;
  /** How far behind the log a watcher may be before it says so, in milliseconds. Default 5,000. */
  readonly staleMs?: number;
}

const CHECK_MS = 250;
/** A pulse may be so much older than an event that overtook it. */
const OVERTAKEN_MS = 2_000;

/**
 * Another service's events as they happen, for caches: nothing is stored, and nothing is asked for.
 *
 * What is missed is missed, but never unnoticed: positions have no gaps, and the owner's pulse says
 * every second how far its log is.
 */
export class Watch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger: Logger;
  private readonly staleMs: number;
  private readonly subscriptions: NatsSubscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** The newest event seen, or the place where watching began. */
  private seen: Head | undefined;
  /** The newest pulse whose events we have not all seen, and when it came. */
  private owed: { readonly position: number; readonly since: number } | undefined;
  /** What was seen by when: no later pulse of the same log can be behind it. */
  private earlier: { readonly place: Head; readonly at: number } | undefined;
  private settled: Head | undefined;
  private confirmedAt = -Infinity;
  private fresh = false;

  constructor(
    private readonly bus: Bus,
    private readonly options: WatchOptions,
  ) {
    this.logger = new Logger(`watch ${options.owner}`);
    this.staleMs = options.staleMs ?? 5_000;
  }

  /** Whether everything that happened until `staleMs` ago was seen. */
  get isFresh(): boolean {
    return this.fresh && performance.now() - this.confirmedAt <= this.staleMs;
  }

  /** The newest position seen, and its epoch. */
  get place(): Head | undefined {
    return this.seen;
  }

  onApplicationBootstrap(): void {
    void this.bus.ready().then(
      (nats) => {
        if (this.stopped) return;
        const { owner, types } = this.options;
        const listen = (subject: string, receive: (message: Msg) => void) =>
          this.subscriptions.push(
            nats.subscribe(subject, {
              callback: (error, message) => {
                if (error) this.logger.error('Not allowed to watch.', { subject, error });
                else receive(message);
              },
            }),
          );
        listen(eventSubjectsOf(this.bus, owner), ({ headers, data }) => {
          const event = fromEventMessage(headers, data, types);
          if (!event || !isReadable(event)) this.gap('An event is not readable.', event);
          else if (this.advance(event)) this.options.onEvent(event);
        });
        listen(pulseSubjectOf(this.bus, owner), ({ data }) => this.pulse(data));
      },
      () => undefined,
    );
    this.timer = setInterval(() => this.check(), CHECK_MS);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
    for (const subscription of this.subscriptions)
      if (!subscription.isClosed()) subscription.unsubscribe();
  }

  /** @returns whether the event is news; a relay that starts afresh sends old ones again */
  private advance({ epoch, position }: Head): boolean {
    const { seen } = this;
    if (!seen) {
      this.seen = { epoch, position };
      return true;
    }
    if (epoch !== seen.epoch) {
      this.gap('The log began a new epoch.', { epoch, position });
      return true;
    }
    if (position <= seen.position) return false;
    if (position > seen.position + 1) this.gap('Events were missed.', { epoch, position });
    this.seen = { epoch, position };
    if (this.owed && position >= this.owed.position) this.confirm(this.owed.since);
    return true;
  }

  private pulse(data: Uint8Array): void {
    let head: Head;
    try {
      const { epoch, position } = fromBinary(PulseSchema, data);
      head = { epoch, position: Number(position) };
    } catch {
      return;
    }
    const now = performance.now();
    if (!this.seen) this.seen = head;
    if (head.epoch !== this.seen.epoch) this.gap('The log began a new epoch.', head);
    else if (this.wentBack(head, now)) this.gap('The log went back.', head);
    if (head.position <= this.seen.position) this.confirm(now);
    // The relay is a moment behind the log; the oldest debt counts.
    else this.owed ??= { position: head.position, since: now };
  }

  /** A log that was restored has no new name before its service has looked at it. */
  private wentBack(head: Head, now: number): boolean {
    if (!this.earlier) this.earlier = { place: this.seen ?? head, at: now };
    else if (now - this.earlier.at >= OVERTAKEN_MS) {
      this.settled = this.earlier.place;
      this.earlier = { place: this.seen ?? head, at: now };
    }
    return this.settled?.epoch === head.epoch && head.position < this.settled.position;
  }

  private confirm(at: number): void {
    this.owed = undefined;
    this.confirmedAt = at;
    this.fresh = true;
  }

  private check(): void {
    if (!this.fresh || performance.now() - this.confirmedAt <= this.staleMs) return;
    this.gap(this.owed ? 'Events are late.' : 'The service is silent.', undefined);
  }

  /** Begins anew behind what was missed. */
  private gap(reason: string, place: Head | undefined): void {
    this.fresh = false;
    this.owed = undefined;
    this.earlier = undefined;
    this.settled = undefined;
    this.seen = place && { epoch: place.epoch, position: place.position };
    this.logger.warn(reason);
    this.options.onGap(reason);
  }
}
