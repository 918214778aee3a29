import { setTimeout as sleep } from 'node:timers/promises';

const ANSWER_MS = 8_000;
const PAUSE_MS = 100;
const ATTEMPTS = 20;

/** One request, as who sent it saw it. */
export interface Seen {
  /** On the clock of `performance.now()`, when it was sent. */
  readonly at: number;
  readonly ms: number;
  /** 0: no answer. */
  readonly status: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export const isFailure = ({ status }: Pick<Seen, 'status'>): boolean =>
  status === 0 || status >= 500;

/** Several gateways, of which any will do: whoever gets no answer asks the next. */
export class Doors {
  readonly seen: Seen[] = [];
  private turn = 0;

  constructor(
    readonly urls: readonly string[],
    private readonly key: string,
  ) {}

  /** Asks one gateway, once. An answer that does not come has the status 0. */
  async once(
    method: string,
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const at = performance.now();
    let answer: Answer = { status: 0, body: {} };
    try {
      const response = await fetch(url, {
        method,
        headers: {
          'x-api-key': this.key,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const text = await response.text();
      answer = {
        status: response.status,
        body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      };
    } catch {
      // Killed while it was asked, or not there at all.
    }
    this.seen.push({ at, ms: performance.now() - at, status: answer.status });
    return answer;
  }

  /** Asks one after the other until there is an answer, or until there have been too many attempts. */
  async ask(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.once(method, `${this.next()}${path}`, body, headers);
      if (!isFailure(answer) || attempt === ATTEMPTS) return answer;
      await sleep(PAUSE_MS);
    }
  }

  /** All pages of a list. @throws Error if one of them is not answered */
  async all<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let cursor: unknown = ''; ;) {
      const { status, body } = await this.ask(
        'GET',
        `${path}?limit=100&cursor=${cursor as string}`,
      );
      if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
      items.push(...(body['results'] as Item[]));
      cursor = body['next'];
      if (cursor === undefined) return items;
    }
  }

  private next(): string {
    return this.urls[this.turn++ % this.urls.length] ?? '';
  }
}
