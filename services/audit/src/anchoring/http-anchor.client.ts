import type { Anchor } from './anchor.js';

const TIMEOUT_MS = 10_000;

/** A URL of the operator's, which is posted NDJSON. They carry their signatures, so no other is needed. */
export class HttpAnchor implements Anchor {
  readonly name = 'http';

  constructor(private readonly url: string) {}

  async keep(checkpoints: readonly string[], _first: number, signal: AbortSignal): Promise<void> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: checkpoints.map((line) => `${line}\n`).join(''),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The place outside answers ${answer.status}.`);
  }
}
