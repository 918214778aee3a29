import type { Platform } from '@margay/local';

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

  /** @throws Error for whatever is not a success */
  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.gatewayUrl}${path}`, {
      method,
      headers: {
        'x-api-key': this.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
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
