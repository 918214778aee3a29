import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

export const MISHAPS = [
  'throttled',
  'failing',
  'slow',
  'hang',
  'drip',
  'garbage',
  'html',
  'huge',
  'gzip_bomb',
  'reset',
  'redirect',
] as const;

export interface Mishap {
  readonly provider: string;
  readonly kind: (typeof MISHAPS)[number];
  /** How many calls it befalls; undefined: all, until it is taken away. */
  readonly times?: number | undefined;
  /** Flapping: so many calls in a row it befalls, so many it does not, and again. */
  readonly every?: number | undefined;
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** The time of the retry as a date, not in seconds. */
  readonly asDate?: boolean | undefined;
  readonly delayMs?: number | undefined;
}

const MB = 1_048_576;
const HUGE_BYTES = 64 * MB;
const DRIP_MS = 100;
/** What nobody waits for any more ends by itself. */
const FOR_EVER_MS = 120_000;

function* zeros(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(MB, '0');
  yield Buffer.from('{"data":"');
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
  yield Buffer.from('"}');
}

const JSON_TYPE = { 'content-type': 'application/json' };

function throttle(response: ServerResponse, mishap: Mishap, now: number): void {
  const { retryAfterSeconds, asDate } = mishap;
  const retryAfter =
    asDate === true
      ? new Date(now + (retryAfterSeconds ?? 0) * 1_000).toUTCString()
      : String(retryAfterSeconds);
  response.writeHead(429, {
    ...JSON_TYPE,
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfter }),
  });
  response.end('{"message":"Too many requests"}');
}

/** Answers badly, or not at all. @returns whether that was the answer */
async function befall(response: ServerResponse, mishap: Mishap, now: number): Promise<boolean> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const wait = (ms: number) =>
    sleep(ms, undefined, { ref: false, signal: gone.signal }).catch(() => undefined);
  switch (mishap.kind) {
    case 'throttled':
      throttle(response, mishap, now);
      return true;
    case 'failing':
      response.writeHead(mishap.status ?? 503, JSON_TYPE).end('{"message":"Unavailable"}');
      return true;
    case 'slow':
      await wait(mishap.delayMs ?? 1_000);
      return false;
    case 'hang':
      await wait(FOR_EVER_MS);
      response.destroy();
      return true;
    case 'drip':
      response.writeHead(200, JSON_TYPE);
      for (let ms = 0; ms < FOR_EVER_MS && !gone.signal.aborted; ms += DRIP_MS) {
        response.write(' ');
        await wait(DRIP_MS);
      }
      response.destroy();
      return true;
    case 'garbage':
      response.writeHead(200, JSON_TYPE).end('{"data": {"attri');
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in</html>');
      return true;
    case 'huge':
      response.writeHead(200, JSON_TYPE);
      await pipeline(Readable.from(zeros(HUGE_BYTES)), response).catch(() => undefined);
      return true;
    case 'gzip_bomb':
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' });
      await pipeline(Readable.from(zeros(HUGE_BYTES)), createGzip(), response).catch(
        () => undefined,
      );
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'redirect':
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
      return true;
  }
}

/** What goes wrong with providers on purpose. */
export class Mishaps {
  private readonly planned: { mishap: Mishap; left: number; seen: number }[] = [];

  add(mishap: Mishap): void {
    this.planned.push({ mishap, left: mishap.times ?? Infinity, seen: 0 });
  }

  clear(): void {
    this.planned.length = 0;
  }

  /** @returns whether a call was answered by it */
  async befall(provider: string, response: ServerResponse, now: number): Promise<boolean> {
    for (const plan of this.planned) {
      const { mishap } = plan;
      if (mishap.provider !== provider || plan.left <= 0) continue;
      const turn = mishap.every === undefined ? 0 : Math.floor(plan.seen++ / mishap.every);
      if (turn % 2 === 1) continue;
      plan.left--;
      if (await befall(response, mishap, now)) return true;
    }
    return false;
  }
}
