import { Secret } from '@margay/config';
import { ServiceError } from '@margay/contracts';

const unfit = (message: string) => new ServiceError('unprocessable', message);

/** One version of a secret. What it holds comes out wrapped, and is shown by nothing. */
export class StoredSecret {
  readonly #value: string | Uint8Array;

  constructor(
    readonly versionId: string,
    value: string | Uint8Array | undefined,
  ) {
    this.#value = value ?? '';
  }

  /**
   * Its text, or what its JSON has under a key.
   *
   * @throws ServiceError `unprocessable` if it is empty, not a text, not JSON or has no such key
   */
  text(key?: string): Secret {
    if (typeof this.#value !== 'string') throw unfit('The secret holds bytes, not a text.');
    if (this.#value === '') throw unfit('The secret is empty.');
    if (key === undefined) return new Secret(this.#value);
    const found = this.member(this.#value, key);
    if (found === '') throw unfit('The secret is empty under this key.');
    return new Secret(found);
  }

  /** @throws ServiceError `unprocessable` if it is empty */
  bytes(): Secret<Uint8Array> {
    const bytes = typeof this.#value === 'string' ? Buffer.from(this.#value) : this.#value;
    if (bytes.length === 0) throw unfit('The secret is empty.');
    return new Secret<Uint8Array>(bytes);
  }

  private member(text: string, key: string): string {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // The parser's own message quotes what it could not read.
      throw unfit('The secret is not JSON, and a key was asked for.');
    }
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    if (!isObject || !Object.hasOwn(parsed as object, key))
      throw unfit('The secret has no such key.');
    const value = (parsed as Record<string, unknown>)[key];
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw unfit('What the secret has under this key is no text.');
  }
}

/** A third party did not take the secret: its 401 or 403, in whichever form. */
export class SecretRejected extends Error {
  override readonly name = 'SecretRejected';

  constructor() {
    super('The secret was not accepted.');
  }
}
