import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@margay/local';

/** Whoever is told to try again does. */
const ATTEMPTS = 20;
const AGAIN_MS = 500;

/** A platform by REST, and the AWS it talks to. */
export class PlatformClient {
  private constructor(
    private readonly gatewayUrl: string,
    private readonly token: string,
    private readonly sandboxUrl: string,
  ) {}

  static of({ gatewayUrl, administratorToken, sandboxUrl = '' }: Platform): PlatformClient {
    return new PlatformClient(gatewayUrl, administratorToken, sandboxUrl);
  }

  /** @throws Error for whatever is not a success in the end */
  async call<T>(method: string, path: string, body?: object): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.once(method, path, body);
      if (response.ok) return (await response.json()) as T;
      const said = await response.text();
      if (response.status !== 503 || attempt === ATTEMPTS)
        throw new Error(`${method} ${path}: ${said}`);
      await sleep(AGAIN_MS);
    }
  }

  private once(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.gatewayUrl}${path}`, {
      method,
      headers: {
        'x-api-key': this.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Tells the sandbox how its world is to be. @returns its answer */
  async order<T = Record<string, number>>(name: string, body: object = {}): Promise<T> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The same as somebody else. */
  as(token: string): PlatformClient {
    return new PlatformClient(this.gatewayUrl, token, this.sandboxUrl);
  }
}
