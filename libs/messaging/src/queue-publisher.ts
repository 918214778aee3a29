import { ServiceError } from '@margay/contracts';
import { type Msg, type NatsConnection, type Subscription as NatsSubscription, nuid } from 'nats';
import type { Bus } from './connection.js';
import { HeaderLines } from './header-lines.js';
import { refusal } from './inbox.js';

/** What may wait for its acknowledgement. Beyond it `room` makes wait. */
const IN_FLIGHT = { messages: 512, bytes: 16 * 1_048_576 } as const;
const ACK_TIMEOUT_MS = 5_000;
const CHECK_EVERY_MS = 500;

interface Sent {
  readonly bytes: number;
  readonly at: number;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: ServiceError) => void;
}

interface Acknowledgement {
  readonly duplicate?: boolean;
  readonly error?: { readonly code: number; readonly description: string };
}

const unanswered = () => new ServiceError('unavailable', 'The queue does not answer.');

/** Puts messages into streams without waiting for each acknowledgement; each has an outcome of its own. */
export class QueuePublisher {
  private readonly prefix: string;
  private readonly sent = new Map<string, Sent>();
  private readonly waiting = new Set<() => void>();
  private readonly offDisconnect: () => void;
  private readonly watchdog: NodeJS.Timeout;
  private subscription: NatsSubscription | undefined;
  private bytes = 0;
  private counter = 0;

  constructor(private readonly bus: Bus) {
    this.prefix = `${bus.inbox('jetstream')}.${nuid.next()}.`;
    this.offDisconnect = bus.onDisconnect(() => this.failOlderThan(Infinity));
    this.watchdog = setInterval(
      () => this.failOlderThan(performance.now() - ACK_TIMEOUT_MS),
      CHECK_EVERY_MS,
    ).unref();
  }

  /** @returns what to wait for before the next is put in; nothing if there is room */
  room(): Promise<void> | undefined {
    if (this.sent.size < IN_FLIGHT.messages && this.bytes < IN_FLIGHT.bytes) return undefined;
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  async put(subject: string, id: string, body: Uint8Array): Promise<boolean> {
    for (let full = this.room(); full; full = this.room()) await full;
    const nats = this.bus.current;
    if (!nats) throw new ServiceError('unavailable', 'The bus is not connected.');
    this.listen(nats);
    const key = (this.counter++).toString(36);
    const headers = new HeaderLines().add('Nats-Msg-Id', id).headers();
    const outcome = new Promise<boolean>((resolve, reject) =>
      this.sent.set(key, { bytes: body.length, at: performance.now(), resolve, reject }),
    );
    this.bytes += body.length;
    try {
      nats.publish(subject, body, { headers, reply: this.prefix + key });
    } catch (error) {
      this.take(key)?.reject(refusal(error));
    }
    return outcome;
  }

  close(): void {
    clearInterval(this.watchdog);
    this.offDisconnect();
    this.failOlderThan(Infinity);
    if (this.subscription && !this.subscription.isClosed()) this.subscription.unsubscribe();
  }

  private listen(nats: NatsConnection): void {
    if (this.subscription && !this.subscription.isClosed()) return;
    this.subscription = nats.subscribe(`${this.prefix}*`, {
      callback: (error, message) => (error ? this.failOlderThan(Infinity) : this.receive(message)),
    });
  }

  private receive(message: Msg): void {
    const sent = this.take(message.subject.slice(this.prefix.length));
    // It came after its time.
    if (!sent) return;
    if (message.headers?.code) return sent.reject(unanswered());
    const { duplicate, error } = message.json<Acknowledgement>();
    if (!error) return sent.resolve(duplicate !== true);
    const isFull = /^maximum/.test(error.description);
    sent.reject(
      new ServiceError('unavailable', isFull ? 'The queue is full.' : 'The queue refuses it.', {
        cause: new Error(error.description),
      }),
    );
  }

  private take(key: string): Sent | undefined {
    const sent = this.sent.get(key);
    if (!sent) return undefined;
    this.sent.delete(key);
    this.bytes -= sent.bytes;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const proceed of waiting) proceed();
    return sent;
  }

  private failOlderThan(time: number): void {
    // In the order of sending.
    for (const [key, { at }] of this.sent) {
      if (at >= time) return;
      this.take(key)?.reject(unanswered());
    }
  }
}
