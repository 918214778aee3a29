import { setTimeout as sleep } from 'node:timers/promises';
import { Doors } from './doors.js';

const REFUSED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 25;
/** A request that anybody with a token may make. */
const PATH = '/permissions';

/** Creates tokens one after the other, each under an idempotency key: asked again, it is the same token. */
export class Creating {
  /** By id, of those whose creation was acknowledged. */
  readonly acknowledged = new Map<string, string>();

  constructor(
    private readonly doors: Doors,
    private readonly name: string,
    private readonly everyMs: number,
  ) {}

  async until(signal: AbortSignal): Promise<void> {
    for (let i = 0; !signal.aborted; i++) {
      const name = `${this.name}-${i}`;
      const { status, body } = await this.doors.ask(
        'POST',
        '/api-tokens',
        { name, permissions: ['AlertRead'] },
        { 'idempotency-key': name },
      );
      if (status === 200) this.acknowledged.set(body['id'] as string, name);
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Deletes tokens that every gateway knows, and asks each until it refuses them. */
export class Revoking {
  /** For each deletion and gateway: how long after its acknowledgement the token was let in last; 0: never. */
  readonly letInMs: number[] = [];
  /** Deletions of which a gateway never said that the token is unknown. */
  unrefused = 0;

  constructor(
    private readonly doors: Doors,
    private readonly everyMs: number,
  ) {}

  async until(signal: AbortSignal): Promise<void> {
    for (let i = 0; !signal.aborted; i++) {
      await this.one(`revoked-${i}`);
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async one(name: string): Promise<void> {
    const token = { name, permissions: ['AlertRead'] };
    const made = await this.doors.ask('POST', '/api-tokens', token, { 'idempotency-key': name });
    if (made.status !== 200) return;
    const { urls } = this.doors;
    const asBearer = new Doors(urls, made.body['value'] as string);
    // Known from now on, wherever a gateway runs.
    await Promise.all(urls.map((url) => asBearer.once('GET', `${url}${PATH}`)));
    const path = `/api-tokens/${made.body['id'] as string}`;
    // 404: a deletion before it had its effect, and its answer did not come.
    const { status } = await this.doors.ask('DELETE', path);
    if (status !== 204 && status !== 404) return;
    const deletedAt = performance.now();
    await Promise.all(urls.map((url) => this.untilRefused(asBearer, url, deletedAt)));
  }

  private async untilRefused(asBearer: Doors, url: string, deletedAt: number): Promise<void> {
    let letInMs = 0;
    while (performance.now() - deletedAt < REFUSED_WITHIN_MS) {
      const sentMs = performance.now() - deletedAt;
      const { status } = await asBearer.once('GET', `${url}${PATH}`);
      if (status === 401) return void this.letInMs.push(letInMs);
      if (status === 200) letInMs = sentMs;
      await sleep(LOOK_EVERY_MS);
    }
    this.letInMs.push(letInMs);
    this.unrefused++;
  }
}
