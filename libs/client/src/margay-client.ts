import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './gen/openapi.js';
import { errorOf, MargayError, Unreachable } from './margay-error.js';
import { mayRepeat, type Patience, PATIENCE, pauseBefore } from './retry.js';

const ANSWER_MS = 30_000;
/** Without a byte in either direction for so long, a stream is given up. */
const IDLE_MS = 60_000;
const ERROR_BYTES_MAX = 64 * 1024;

export interface ClientOptions {
  /** `https://margay.example.com` */
  readonly url: string;
  readonly token: string;
  /** For one try; streams are not bounded by it. */
  readonly answerMs?: number;
  readonly patience?: Patience;
  readonly userAgent?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Sending {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or with a content type among the headers as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** One event of a stream. */
export interface StreamEvent {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: string;
}

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'there was no answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
};

/**
 * The REST interface of a gateway.
 *
 * What is not a success is thrown as `MargayError`; if nobody answers, `Unreachable`. Readings and what carries an
 * `Idempotency-Key` are asked again a few times when the gateway is away or busy, nothing else is.
 */
export class MargayClient {
  /** Every operation, typed: `const { data } = await client.api.GET('/api-tokens/{id}', { params: { path: { id } } })`. */
  readonly api: Client<paths>;
  private readonly url: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(private readonly options: ClientOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.headers = {
      'x-api-key': options.token,
      'user-agent': options.userAgent ?? 'margay-client',
    };
    this.api = createClient<paths>({
      baseUrl: this.url,
      headers: this.headers,
      fetch: (request: Request) => this.answered(request),
    });
  }

  /** The answer's body, parsed; undefined if it has none. For operations that are known by name only. */
  async call<T>(method: string, path: string, sending: Sending = {}): Promise<T> {
    const response = await this.send(method, path, sending);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** The answer, as it begins to arrive. */
  send(
    method: string,
    path: string,
    { query, headers, body, signal }: Sending = {},
  ): Promise<Response> {
    const isRaw = headers !== undefined && 'content-type' in headers;
    return this.answered(
      new Request(this.addressOf(path, query), {
        method,
        headers: {
          ...this.headers,
          ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** What a list holds, page by page, for as long as somebody wants more. */
  async *all<T>(path: string, query: Query = {}, signal?: AbortSignal): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const page = await this.call<{ results: T[]; next?: string }>('GET', path, {
        query: { ...query, ...(cursor === undefined ? {} : { cursor }) },
        ...(signal ? { signal } : {}),
      });
      yield* page.results;
      cursor = page.next;
    } while (cursor !== undefined && cursor !== '');
  }

  /**
   * Sends NDJSON and hands back the answer's lines as they come, while the rest is still being sent: any size in
   * constant memory. `fetch` would wait for the end of what is sent. Never sent twice.
   */
  async *exchange(
    path: string,
    lines: Readable,
    { query, signal }: Pick<Sending, 'query' | 'signal'> = {},
  ): AsyncGenerator<string> {
    const address = this.addressOf(path, query);
    const sending = (address.startsWith('https:') ? httpsRequest : httpRequest)(address, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/x-ndjson' },
      timeout: IDLE_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    sending.once('timeout', () => sending.destroy(new Error('there was no answer in time')));
    const answer = new Promise<
      Readable & { statusCode?: number; headers: Record<string, unknown> }
    >((resolve, reject) => {
      sending.once('response', resolve);
      sending.once('error', (error) => reject(this.unreachable(error)));
    });
    let failure: unknown;
    const sent = pipeline(lines, sending).catch((error: unknown) => (failure = error));
    const response = await answer;
    const { statusCode = 0 } = response;
    if (statusCode !== 200) {
      const text = await beginningOf(response);
      sending.destroy();
      const headers = new Headers({ 'retry-after': String(response.headers['retry-after'] ?? '') });
      throw errorOf({ status: statusCode, headers }, text);
    }
    try {
      for await (const line of createInterface({ input: response, crlfDelay: Infinity }))
        yield line;
      await sent;
      if (failure !== undefined) throw failure;
    } catch (error) {
      throw this.unreachable(error);
    }
  }

  /**
   * Server-Sent Events. A stream that breaks off is taken up again behind the last event that was seen; it ends when
   * the server ends it, when `signal` says so, or with an error that asking again would not mend.
   */
  async *follow(
    path: string,
    { query, signal }: Pick<Sending, 'query' | 'signal'> = {},
  ): AsyncGenerator<StreamEvent> {
    let last: string | undefined;
    for (let broken = 0; ;) {
      try {
        for await (const event of this.stream(path, query, last, signal)) {
          broken = 0;
          last = event.id ?? last;
          yield event;
        }
        return;
      } catch (error) {
        if (signal?.aborted) return;
        const status = error instanceof MargayError ? error.status : undefined;
        const wait = pauseBefore(this.patience, ++broken, status, undefined, Math.random());
        if (wait === undefined) throw error;
        await sleep(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    }
  }

  private get patience(): Patience {
    return this.options.patience ?? PATIENCE;
  }

  private async *stream(
    path: string,
    query: Query | undefined,
    last: string | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StreamEvent> {
    const ended = new AbortController();
    const response = await fetch(this.addressOf(path, query), {
      headers: {
        ...this.headers,
        accept: 'text/event-stream',
        ...(last === undefined ? {} : { 'last-event-id': last }),
      },
      signal: AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]),
    }).catch((error: unknown) => {
      throw this.unreachable(error);
    });
    if (!response.ok || response.body === null) throw errorOf(response, await response.text());
    const idle = setTimeout(() => ended.abort(), IDLE_MS);
    try {
      const events = response.body
        .pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform: (chunk, controller) => {
              idle.refresh();
              controller.enqueue(chunk);
            },
          }),
        )
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      yield* events;
    } catch (error) {
      throw this.unreachable(error);
    } finally {
      clearTimeout(idle);
      ended.abort();
    }
  }

  /** The answer to a request that may be asked again, or to the only one. */
  private async answered(request: Request): Promise<Response> {
    const mayAgain = mayRepeat(request.method, request.headers.has('idempotency-key'));
    for (let attempt = 1; ; attempt++) {
      const answer = await this.asked(mayAgain ? request.clone() : request);
      if (answer instanceof Response && answer.ok) return answer;
      const error =
        answer instanceof Response
          ? errorOf(answer, await answer.text())
          : this.unreachable(answer);
      const [status, askedMs] =
        error instanceof MargayError ? [error.status, error.retryAfterMs] : [undefined, undefined];
      const wait = mayAgain
        ? pauseBefore(this.patience, attempt, status, askedMs, Math.random())
        : undefined;
      if (wait === undefined || request.signal.aborted) throw error;
      await sleep(wait, undefined, { signal: request.signal });
    }
  }

  private asked(request: Request): Promise<unknown> {
    const inTime = AbortSignal.timeout(this.options.answerMs ?? ANSWER_MS);
    return fetch(request, { signal: AbortSignal.any([request.signal, inTime]) }).catch(
      (error: unknown) => error,
    );
  }

  private unreachable(error: unknown): Error {
    if (error instanceof MargayError || error instanceof Unreachable) return error;
    return new Unreachable(`${this.url}: ${messageOf(error)}.`, { cause: error });
  }

  private addressOf(path: string, query: Query = {}): string {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const search = new URLSearchParams(given).toString();
    return `${this.url}${path}${search === '' ? '' : `?${search}`}`;
  }
}

async function beginningOf(body: Readable): Promise<string> {
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > ERROR_BYTES_MAX) break;
  }
  return text;
}
