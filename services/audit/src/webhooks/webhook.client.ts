import type { IncomingMessage } from 'node:http';
import { type Egress, EgressRefused } from '@margay/egress';
import { signatureOf } from './webhook-signature.js';

/** What became of one delivery. */
export type Delivered =
  | { readonly is: 'taken'; readonly status: number }
  | { readonly is: 'failed'; readonly problem: string; readonly askedMs: number }
  /** The receiver says that it never wants anything again, or it may not be spoken to. */
  | { readonly is: 'refused'; readonly problem: string };

const DELIVERY_MS = 10_000;
const GONE = 410;

/** Seconds, or a date (RFC 9110). @returns 0 where nothing is asked */
const askedMsOf = ({ headers }: IncomingMessage): number => {
  const { 'retry-after': asked = '' } = headers;
  const ms = /^\d{1,9}$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - Date.now();
  return ms > 0 ? ms : 0;
};

/** Posts records to whoever registered a URL for them. */
export class WebhookClient {
  constructor(
    private readonly egress: Egress,
    private readonly deadlineMs = DELIVERY_MS,
  ) {}

  /** What is wrong with a URL, as far as can be seen without asking anybody. */
  problemOf(url: string): string | undefined {
    return this.egress.problemOf(url);
  }

  /** @param secrets all that are valid: each signs */
  async deliver(
    url: string,
    id: string,
    body: string,
    secrets: readonly string[],
    stopped: AbortSignal,
  ): Promise<Delivered> {
    const seconds = Math.floor(Date.now() / 1_000);
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(this.deadlineMs)]);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'margay-audit',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': secrets
        .map((secret) => signatureOf(secret, id, seconds, body))
        .join(' '),
    };
    try {
      const answer = await this.egress.request(url, { method: 'POST', headers, body, signal });
      // Nobody reads what it says.
      answer.on('error', () => undefined).destroy();
      const { statusCode: status = 0 } = answer;
      if (status >= 200 && status < 300) return { is: 'taken', status };
      const problem = `The receiver answered ${status}.`;
      return status === GONE
        ? { is: 'refused', problem }
        : { is: 'failed', problem, askedMs: askedMsOf(answer) };
    } catch (error) {
      stopped.throwIfAborted();
      if (error instanceof EgressRefused) return { is: 'refused', problem: error.message };
      const problem = signal.aborted
        ? 'The receiver did not answer in time.'
        : 'The receiver cannot be reached.';
      return { is: 'failed', problem, askedMs: 0 };
    }
  }
}
