import type { IncomingMessage } from 'node:http';
import { type Egress, EgressRefused } from '@margay/egress';
import { DeadlinePassed, type FailureCause } from '@margay/resilience';
import type { ProviderRequest, Replied } from './provider.js';
import { retryAfterMs, type SaidLimit, saidLimits } from './rate-limits.js';

/** Far beyond what anybody says of one address, and what 10,000 of them come to. */
const BYTES_MAX = { one: 1_048_576, bulk: 33_554_432 } as const;

/** A call that brought no answer one can use. Nothing of what came is in it. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';

  constructor(
    readonly failure: FailureCause,
    readonly detail: {
      /** Undefined: there was no answer, and the call may or may not have arrived. */
      readonly status?: number;
      readonly retryAfterMs?: number;
      readonly limits?: readonly SaidLimit[];
    } = {},
    options?: ErrorOptions,
  ) {
    super(`The call to the provider failed: ${failure}.`, options);
  }
}

export interface Answered extends Replied {
  readonly limits: readonly SaidLimit[];
  /** For how long the provider itself would keep it; undefined: it does not say. */
  readonly maxAgeMs?: number;
}

/** What an answer without JSON of use in it means. */
function failureOf(status: number): FailureCause {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return status >= 500 ? 'unavailable' : 'malformed';
}

function maxAgeOf({ headers }: IncomingMessage): number | undefined {
  const text = headers['cache-control'] ?? '';
  if (/\bno-store\b/i.test(text)) return 0;
  const [, seconds] = /\bmax-age=(\d{1,9})\b/i.exec(text) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

/** Asks providers. Nothing that is asked, answered or sent along is logged. */
export class ProviderClient {
  constructor(
    private readonly egress: Egress,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * @param signal for all of it, to the last byte
   * @throws ProviderFailure, or the reason of the signal
   */
  async ask(
    baseUrl: string,
    { method = 'GET', path, query, headers = {}, body }: ProviderRequest,
    signal: AbortSignal,
    size: keyof typeof BYTES_MAX = 'one',
  ): Promise<Answered> {
    const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    try {
      const answer = await this.egress.request(url.href, {
        method,
        // What comes packed could become anything.
        headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
        ...(body === undefined ? {} : { body }),
        signal,
      });
      return await this.read(answer, signal, BYTES_MAX[size]);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ProviderFailure) throw cause;
      const failure = cause instanceof EgressRefused ? 'denied' : 'unavailable';
      throw new ProviderFailure(failure, cause instanceof EgressRefused ? { status: 0 } : {});
    }
  }

  private async read(
    answer: IncomingMessage,
    signal: AbortSignal,
    bytesMax: number,
  ): Promise<Answered> {
    const status = answer.statusCode ?? 0;
    const now = this.now();
    const limits = saidLimits(answer.headers, now);
    const failed = (failure: FailureCause) => {
      answer.destroy();
      const wait = retryAfterMs(answer.headers, now) ?? resetOf(limits);
      return new ProviderFailure(failure, {
        status,
        limits,
        ...(status === 429 && wait !== undefined ? { retryAfterMs: wait } : {}),
      });
    };
    if (status !== 200 && status !== 404) throw failed(failureOf(status));
    const { 'content-type': type = '', 'content-encoding': packed } = answer.headers;
    if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw failed('malformed');
    if (packed !== undefined && packed !== 'identity') throw failed('malformed');
    const bytes = await bounded(answer, signal, bytesMax);
    if (bytes === undefined) throw failed('malformed');
    const maxAgeMs = maxAgeOf(answer);
    try {
      const json: unknown = JSON.parse(bytes.toString('utf8'));
      return { status, json, limits, ...(maxAgeMs === undefined ? {} : { maxAgeMs }) };
    } catch {
      throw failed('malformed');
    }
  }
}

/** When what is used up is there again. */
const resetOf = (limits: readonly SaidLimit[]): number | undefined =>
  limits
    .flatMap(({ remaining, resetInMs }) =>
      remaining === 0 && resetInMs !== undefined ? [resetInMs] : [],
    )
    .sort((a, b) => b - a)[0];

/** The body; undefined if it is too long. Ends with the signal, however slowly it comes. */
async function bounded(
  answer: IncomingMessage,
  signal: AbortSignal,
  bytesMax: number,
): Promise<Buffer | undefined> {
  const end = () => answer.destroy();
  signal.addEventListener('abort', end, { once: true });
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) return undefined;
      chunks.push(chunk);
    }
    signal.throwIfAborted();
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** What the end of a call says of a provider. */
export function failureIn(error: unknown): FailureCause | undefined {
  if (error instanceof ProviderFailure) return error.failure;
  return error instanceof DeadlinePassed ? 'timeout' : undefined;
}
