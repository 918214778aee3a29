import { type Msg, type NatsConnection, type Subscription as NatsSubscription, nuid } from 'nats';
import type { Bus } from './connection.js';
import type { EventMessage } from './event-message.js';

/** Most messages that wait for their acknowledgement. */
const IN_FLIGHT_MAX = 256;
/** Longest silence while some wait. */
const ACK_TIMEOUT_MS = 5_000;

interface Acknowledgement {
  readonly seq?: number;
  readonly error?: { readonly code: number; readonly description: string };
}

/**
 * Publishes to a stream without waiting for each acknowledgement, in order.
 *
 * Any doubt ends it: an error, a sequence other than expected, silence, a lost connection. Whoever
 * uses it then asks the stream for its last sequence and starts another.
 */
export class PublishPipeline {
  private readonly prefix: string;
  private readonly subscription: NatsSubscription;
  private readonly offDisconnect: () => void;
  private readonly watchdog: NodeJS.Timeout;
  private sent = 0;
  private acked = 0;
  private heardAt = performance.now();
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  /** @param last sequence of the newest message in the stream */
  constructor(
    bus: Bus,
    private readonly nats: NatsConnection,
    private readonly last: number,
  ) {
    this.prefix = `${bus.inbox('jetstream')}.${nuid.next()}.`;
    this.subscription = nats.subscribe(`${this.prefix}*`, {
      callback: (error, message) => (error ? this.fail(error) : this.receive(message)),
    });
    this.offDisconnect = bus.onDisconnect(() => this.fail(new Error('The connection was lost.')));
    this.watchdog = setInterval(() => this.checkSilence(), ACK_TIMEOUT_MS / 5).unref();
  }

  /** The newest sequence that the stream is known to have. */
  get acknowledged(): number {
    return this.last + this.acked;
  }

  /** Sends the next message, after waiting for room. @throws Error once in doubt */
  async publish(subject: string, { headers, body }: EventMessage): Promise<void> {
    while (!this.failure && this.sent - this.acked >= IN_FLIGHT_MAX) await this.progress();
    if (this.failure) throw this.failure;
    if (this.sent === this.acked) this.heardAt = performance.now();
    this.sent++;
    const reply = `${this.prefix}${this.last + this.sent}`;
    this.nats.publish(subject, body, { headers, reply });
  }

  /** Waits until everything sent is in the stream. @throws Error once in doubt */
  async drained(): Promise<void> {
    while (!this.failure && this.acked < this.sent) await this.progress();
    if (this.failure) throw this.failure;
  }

  close(): void {
    clearInterval(this.watchdog);
    this.offDisconnect();
    if (!this.subscription.isClosed()) this.subscription.unsubscribe();
  }

  private progress(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  private receive(message: Msg): void {
    this.heardAt = performance.now();
    const expected = this.last + this.acked + 1;
    const sent = Number(message.subject.slice(this.prefix.length));
    const { seq, error } = answerOf(message);
    if (error) this.fail(new Error(`Event ${sent} was refused: ${error.description}`));
    else if (seq !== sent || sent !== expected)
      this.fail(new Error(`Event ${sent} was stored as ${seq}, ${expected} was expected.`));
    else this.acked++;
    this.wake?.();
  }

  private checkSilence(): void {
    if (this.acked < this.sent && performance.now() - this.heardAt > ACK_TIMEOUT_MS)
      this.fail(new Error('The stream does not acknowledge.'));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }
}

function answerOf(message: Msg): Acknowledgement {
  const code = message.headers?.code;
  if (code) return { error: { code, description: 'nobody stores it' } };
  try {
    return message.json<Acknowledgement>();
  } catch {
    return { error: { code: 0, description: 'the answer is not readable' } };
  }
}
