import {
  type DescMethodUnary,
  type DescService,
  type MessageInitShape,
  type MessageShape,
  create,
  fromBinary,
  toBinary,
} from '@bufbuild/protobuf';
import { ServiceError } from '@margay/contracts';
import { beginSpan, childTraceparent } from '@margay/observability';
import { TIMEOUT_MS_DEFAULT, toHeaders } from './call-headers.js';
import type { Caller } from './call.js';
import type { Bus } from './connection.js';
import { Inbox } from './inbox.js';
import { calleeOf, subjectOf } from './rpc.js';

export interface RequestOptions {
  /** Upper bound of the wait in milliseconds, beside what the caller has left. Default 5,000. */
  readonly timeoutMs?: number;
}

/**
 * A contract as the caller sees it.
 *
 * Every method throws ServiceError: what the callee refused with, `timeout` when the time is up (the
 * request may have had its effect), `unavailable` when nobody serves it or the bus is away,
 * `too_large` when the request does not fit.
 */
export type Client<Api extends DescService> = {
  readonly [Name in keyof Api['method']]: Api['method'][Name] extends DescMethodUnary<
    infer In,
    infer Out
  >
    ? (
        request: MessageInitShape<In>,
        caller: Caller,
        options?: RequestOptions,
      ) => Promise<MessageShape<Out>>
    : never;
};

/** How long a request waits for a lost bus to come back before it is refused. */
const RECONNECT_WAIT_MS = 2_000;
const RETRY_PAUSE_MS = 50;

/** `NO_SIDE_EFFECTS` or `IDEMPOTENT` in the method's options: only these may be sent a second time. */
const isRepeatable = ({ idempotency }: DescMethodUnary): boolean => idempotency > 0;

type Fields = Record<string, unknown>;

/** Makes clients of contracts over one bus. */
export class BusClient {
  private readonly inboxes = new Map<string, Inbox>();

  /** @param pendingMax requests that may wait for one callee; beyond it they are refused with `unavailable` */
  constructor(
    private readonly bus: Bus,
    private readonly pendingMax = 4_096,
  ) {}

  /** @param owner for a contract that many services serve: which of them. */
  of<Api extends DescService>(api: Api, owner?: string): Client<Api> {
    const callee = calleeOf(api, owner);
    const methods = api.methods
      .filter((method): method is DescMethodUnary => method.methodKind === 'unary')
      .map((method) => [
        method.localName,
        (request: Fields, caller: Caller, options: RequestOptions = {}) =>
          this.call(method, callee, request, caller, options),
      ]);
    return Object.fromEntries(methods) as Client<Api>;
  }

  private async call(
    method: DescMethodUnary,
    callee: string,
    request: Fields,
    caller: Caller,
    { timeoutMs = TIMEOUT_MS_DEFAULT }: RequestOptions,
  ): Promise<object> {
    const deadlineAt = Math.min(caller.deadlineAt ?? Infinity, performance.now() + timeoutMs);
    const body = toBinary(method.input, create(method.input, request));
    const name = `${callee}/${method.name}`;
    const span = beginSpan({ kind: 'client', name, parent: caller.traceparent });
    const traceparent = span?.traceparent ?? childTraceparent(caller.traceparent);
    try {
      const answer = await this.insist(
        method,
        callee,
        body,
        { ...caller, traceparent },
        deadlineAt,
      );
      span?.end();
      return answer;
    } catch (error) {
      span?.end(ServiceError.from(error).code);
      throw error;
    }
  }

  /** Once more where that does no harm. */
  private async insist(
    method: DescMethodUnary,
    callee: string,
    body: Uint8Array,
    caller: Caller,
    deadlineAt: number,
  ): Promise<object> {
    try {
      return await this.send(method, callee, body, caller, deadlineAt);
    } catch (error) {
      const again =
        isRepeatable(method) &&
        error instanceof ServiceError &&
        error.code === 'unavailable' &&
        deadlineAt - performance.now() > 2 * RETRY_PAUSE_MS;
      if (!again) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
      return this.send(method, callee, body, caller, deadlineAt);
    }
  }

  private async send(
    method: DescMethodUnary,
    callee: string,
    body: Uint8Array,
    caller: Caller,
    deadlineAt: number,
  ): Promise<object> {
    const left = () => deadlineAt - performance.now();
    const nats =
      this.bus.current ?? (await this.bus.ready(Math.min(RECONNECT_WAIT_MS, Math.max(0, left()))));
    const timeoutMs = left();
    if (timeoutMs <= 0) throw new ServiceError('timeout', 'There was no time left to ask.');
    const headers = toHeaders(caller, timeoutMs);
    const subject = this.bus.subject(subjectOf(method, callee));
    const answer = await this.inbox(callee).request(nats, timeoutMs, (reply) =>
      nats.publish(subject, body, { headers, reply }),
    );
    try {
      return fromBinary(method.output, answer);
    } catch (cause) {
      throw new ServiceError('internal', 'The answer is not readable.', { cause });
    }
  }

  private inbox(callee: string): Inbox {
    let inbox = this.inboxes.get(callee);
    if (!inbox) {
      inbox = new Inbox(this.bus, callee, this.pendingMax);
      this.inboxes.set(callee, inbox);
    }
    return inbox;
  }
}
