import { type DescMethodUnary, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ServiceError } from '@margay/contracts';
import {
  type Health,
  LATENCY_BUCKETS,
  gauge,
  histogram,
  beginSpan,
  inRequest,
  type Span,
  seriesOf,
} from '@margay/observability';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import {
  type Msg,
  type NatsConnection,
  type Subscription as NatsSubscription,
  headers,
} from 'nats';
import { firstValueFrom, isObservable } from 'rxjs';
import { HEADER, fromHeaders } from './call-headers.js';
import { IncomingCall } from './call.js';
import type { Bus } from './connection.js';
import { errorToWire } from './error-wire.js';
import { type RpcExtras, subjectOf } from './rpc.js';

export interface BusServerOptions {
  /** Requests in work at a time. Beyond it they are refused with `unavailable`. Default 512. */
  readonly concurrency?: number;
  /** How long requests in work may take to finish when the process stops. Default 10,000. */
  readonly drainMs?: number;
  readonly health?: Health;
}

const seconds = seriesOf(
  histogram({
    name: 'margay_rpc_server_seconds',
    help: 'Time to answer a request, by method and error code (ok for none).',
    labels: ['method', 'code'],
    buckets: LATENCY_BUCKETS,
  }),
);

const working = gauge({ name: 'margay_rpc_server_requests', help: 'Requests in work.' });

/** Failures of ours: whoever runs the service must learn of them. */
const OURS: ReadonlySet<string> = new Set(['internal', 'unavailable']);

/** The fields of an answer, as a message or as what makes one. */
type Result = Record<string, unknown>;

/** Serves the contract methods of Nest controllers over NATS request/reply, in a queue group per service. */
export class BusServer extends Server implements CustomTransportStrategy {
  private readonly concurrency: number;
  private readonly subscriptions: NatsSubscription[] = [];
  private inFlight = 0;
  private idle: (() => void) | undefined;
  private closed: Promise<void> | undefined;
  private state = 'Not serving yet.';

  constructor(
    private readonly bus: Bus,
    private readonly options: BusServerOptions = {},
  ) {
    super();
    this.concurrency = options.concurrency ?? 512;
    options.health?.readyWhen('server', () => this.state || undefined);
  }

  /** Waits for the bus for as long as it takes; readiness says so meanwhile. */
  listen(callback: (error?: unknown) => void): void {
    this.bus
      .ready()
      .then((nats) => this.subscribe(nats))
      .then(() => callback(), callback);
  }

  /** Takes no more requests, finishes and answers those in work, then returns. */
  close(): Promise<void> {
    return (this.closed ??= this.drain());
  }

  on(): never {
    throw new TypeError('The bus server emits no events.');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }

  private async subscribe(nats: NatsConnection): Promise<void> {
    for (const handler of this.messageHandlers.values()) {
      const { method } = handler.extras as RpcExtras;
      const subject = this.bus.subject(subjectOf(method, this.bus.service));
      this.subscriptions.push(
        nats.subscribe(subject, {
          queue: this.bus.service,
          callback: (error, message) => {
            if (error) this.logger.error('Not allowed to serve.', { subject, error });
            else this.receive(method, handler, message);
          },
        }),
      );
    }
    await nats.flush();
    this.state = '';
  }

  private receive(method: DescMethodUnary, handler: MessageHandler, message: Msg): void {
    if (!message.reply) return;
    if (this.inFlight >= this.concurrency) {
      this.refuse(method, message, new ServiceError('unavailable', 'Too many requests at once.'));
      return;
    }
    this.inFlight++;
    working.inc();
    void this.serve(method, handler, message).finally(() => {
      this.inFlight--;
      working.dec();
      if (this.inFlight === 0) this.idle?.();
    });
  }

  private async serve(
    method: DescMethodUnary,
    handler: MessageHandler,
    message: Msg,
  ): Promise<void> {
    const arrived = performance.now();
    let code = 'ok';
    let span: Span | undefined;
    try {
      const caller = fromHeaders(message.headers, arrived);
      span = beginSpan({ kind: 'server', name: method.name, parent: caller.traceparent });
      const call = new IncomingCall(span ? { ...caller, traceparent: span.traceparent } : caller);
      // Nobody waits for the answer any more, so nothing is begun.
      if (call.remainingMs() <= 0) return;
      await inRequest(call, async () => {
        try {
          this.respond(method, message, await run(handler, decode(method, message.data), call));
        } catch (thrown) {
          code = this.refuse(method, message, call.remainingMs() > 0 ? thrown : late(thrown));
        }
      });
    } catch (thrown) {
      code = this.refuse(method, message, thrown);
    } finally {
      seconds(method.name, code).observe((performance.now() - arrived) / 1_000);
      span?.end(code === 'ok' ? undefined : code);
    }
  }

  private respond(method: DescMethodUnary, message: Msg, result: Result): void {
    const body = toBinary(method.output, create(method.output, result));
    const limit = this.bus.current?.info?.max_payload;
    if (limit !== undefined && body.length > limit)
      throw new ServiceError('too_large', 'The answer is too large for the bus.');
    message.respond(body);
  }

  private refuse(method: DescMethodUnary, message: Msg, thrown: unknown): string {
    const error = ServiceError.from(thrown);
    // The caller never learns the cause, so it is written down here.
    const about = { method: method.name, code: error.code };
    if (OURS.has(error.code)) this.logger.error('A request failed.', about, error);
    else if (error.cause !== undefined) this.logger.warn('A request was refused.', about, error);
    const meta = headers();
    meta.set(HEADER.error, error.code);
    try {
      message.respond(errorToWire(error), { headers: meta });
    } catch (failure) {
      // The bus was closed meanwhile. The caller has its deadline.
      this.logger.warn('An answer could not be sent.', { ...about, error: failure });
    }
    return error.code;
  }

  private async drain(): Promise<void> {
    this.state = 'Stopping.';
    const { drainMs = 10_000 } = this.options;
    const finished = async () => {
      await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
      if (this.inFlight > 0) await new Promise<void>((resolve) => (this.idle = resolve));
      await this.bus.current?.flush();
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.logger.warn('Requests were still in work.', { count: this.inFlight });
        resolve();
      }, drainMs);
    });
    await Promise.race([finished().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

/** What fails after the deadline usually fails because of it: the signal stopped it. */
const late = (cause: unknown): ServiceError =>
  cause instanceof ServiceError
    ? cause
    : new ServiceError('timeout', 'The caller waited no longer.', { cause });

function decode(method: DescMethodUnary, data: Uint8Array): object {
  try {
    return fromBinary(method.input, data);
  } catch {
    throw new ServiceError('bad_request', 'The request is not readable.');
  }
}

async function run(handler: MessageHandler, request: object, call: IncomingCall): Promise<Result> {
  const returned: unknown = await handler(request, call);
  // Without our filter Nest answers a throw with an observable that fails.
  const result: unknown = isObservable(returned) ? await firstValueFrom(returned) : returned;
  if (result instanceof Error) throw result;
  return result as Result;
}
