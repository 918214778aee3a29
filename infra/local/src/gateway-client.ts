import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const ANSWER_MS = 15_000;
/** Without a byte in either direction for so long, a stream is given up. */
const IDLE_MS = 30_000;
const ERROR_BYTES_MAX = 64 * 1024;

/** An answer that is not a success. */
export class Refused extends Error {
  constructor(
    what: string,
    readonly status: number,
    body: string,
  ) {
    super(`${what} was answered with ${status}: ${Refused.explain(body)}`);
  }

  private static explain(body: string): string {
    try {
      const { message, requestId } = JSON.parse(body) as Record<string, unknown>;
      if (typeof message !== 'string') return body.slice(0, 300);
      return typeof requestId === 'string' ? `${message} (request ${requestId})` : message;
    } catch {
      return body.slice(0, 300) || 'nothing';
    }
  }
}

/** Talks to the gateway as anybody would: REST with an API key. */
export class GatewayClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'x-api-key': this.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /**
   * Sends NDJSON and hands back the answer's lines as they come, while the rest is still being sent: any size in
   * constant memory. `fetch` would wait for the end of what is sent.
   */
  async *enrich(logType: string, events: Readable, signal?: AbortSignal): AsyncGenerator<string> {
    const path = `/enrichment/events?logType=${encodeURIComponent(logType)}`;
    const sending = request(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'x-api-key': this.token, 'content-type': 'application/x-ndjson' },
      timeout: IDLE_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    sending.once('timeout', () => sending.destroy(new Error(`POST ${path}: no answer in time`)));
    const answer = new Promise<Readable & { statusCode?: number }>((resolve, reject) => {
      sending.once('response', resolve);
      sending.once('error', reject);
    });
    let failure: unknown;
    const sent = pipeline(events, sending).catch((error: unknown) => (failure = error));
    const response = await answer;
    const { statusCode = 0 } = response;
    if (statusCode !== 200) {
      throw new Refused(`POST ${path}`, statusCode, await beginningOf(response));
    }
    for await (const line of createInterface({ input: response, crlfDelay: Infinity })) {
      if (line !== '') yield line;
    }
    await sent;
    if (failure instanceof Error) throw failure;
  }
}

async function beginningOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.length > ERROR_BYTES_MAX) break;
  }
  return text;
}
