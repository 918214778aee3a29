import { ServiceError } from '@margay/contracts';
import {
  ErrorCode,
  type Msg,
  type NatsConnection,
  NatsError,
  type Subscription as NatsSubscription,
} from 'nats';
import { HEADER } from './call-headers.js';
import type { Bus } from './connection.js';
import { errorFromWire } from './error-wire.js';

interface Pending {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: ServiceError) => void;
  readonly timer: NodeJS.Timeout;
}

const NO_RESPONDERS = 503;

/** Why the client did not send: headers count as well towards what the server takes. */
export const refusal = (error: unknown): ServiceError =>
  error instanceof NatsError && error.code === ErrorCode.MaxPayloadExceeded
    ? new ServiceError('too_large', 'It is too large for the bus.')
    : new ServiceError('unavailable', 'The bus does not take it.', { cause: error });

/**
 * The standing subscription for the answers of one callee.
 *
 * One for the life of the process instead of one per request; what waits in it is bounded by
 * `pendingMax`, and each wait by its deadline.
 */
export class Inbox {
  private readonly prefix: string;
  private readonly pending = new Map<string, Pending>();
  private subscription: NatsSubscription | undefined;
  private counter = 0;

  constructor(
    private readonly bus: Bus,
    callee: string,
    private readonly pendingMax: number,
  ) {
    this.prefix = `${bus.inbox(callee)}.`;
    bus.onDisconnect(() => this.failAll('The bus was lost while waiting for an answer.'));
  }

  /**
   * @param send publishes the request with the reply subject that it is given
   * @throws ServiceError `timeout`, `unavailable` or what the callee refused with
   */
  request(
    nats: NatsConnection,
    timeoutMs: number,
    send: (reply: string) => void,
  ): Promise<Uint8Array> {
    if (this.pending.size >= this.pendingMax)
      return Promise.reject(new ServiceError('unavailable', 'Too many requests are waiting.'));
    const key = (this.counter++).toString(36);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.take(key)?.reject(new ServiceError('timeout', 'The answer took too long.')),
        timeoutMs,
      );
      this.pending.set(key, { resolve, reject, timer });
      try {
        this.listen(nats);
        send(this.prefix + key);
      } catch (error) {
        this.take(key)?.reject(refusal(error));
      }
    });
  }

  private listen(nats: NatsConnection): void {
    if (this.subscription && !this.subscription.isClosed()) return;
    this.subscription = nats.subscribe(`${this.prefix}*`, {
      callback: (error, message) => {
        if (error) this.failAll('Answers may not be received.');
        else this.receive(message);
      },
    });
  }

  private receive(message: Msg): void {
    const pending = this.take(message.subject.slice(this.prefix.length));
    // It came after its deadline.
    if (!pending) return;
    const meta = message.headers;
    if (meta?.code === NO_RESPONDERS)
      pending.reject(new ServiceError('unavailable', 'The service is not there.'));
    else if (meta?.has(HEADER.error)) pending.reject(errorFromWire(message.data));
    else pending.resolve(message.data);
  }

  private take(key: string): Pending | undefined {
    const pending = this.pending.get(key);
    if (!pending) return undefined;
    this.pending.delete(key);
    clearTimeout(pending.timer);
    return pending;
  }

  private failAll(message: string): void {
    for (const key of [...this.pending.keys()])
      this.take(key)?.reject(new ServiceError('unavailable', message));
  }
}
