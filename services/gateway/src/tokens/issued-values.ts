import { createHash, hkdfSync } from 'node:crypto';
import {
  fingerprintOf,
  newTokenValue,
  ServiceError,
  TOKEN_VALUE_RANDOM_BYTES,
  tokenValueFrom,
} from '@margay/contracts';
import { requestHeader } from '../request-header.js';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** @throws ServiceError `bad_request` */
export function idempotencyKeyOf(text: string | undefined): string | undefined {
  if (text === undefined || KEY.test(text)) return text;
  throw new ServiceError('bad_request', 'The header Idempotency-Key is not usable.', {
    fields: [{ path: 'Idempotency-Key', message: 'From 1 to 255 printable ASCII characters.' }],
  });
}

/** The caller's name for a request, so that it can be sent again without being done again. */
export const IdempotencyKey = requestHeader(
  'Idempotency-Key',
  'The same key with the same request is answered again, value included, for a day; 409 while it is still being carried out, 422 with another request.',
  idempotencyKeyOf,
);

/** A request that leads to a value. */
export interface Issue {
  /** Who asks; keys of two callers never meet. */
  readonly callerId: string;
  /** The operation, and what it is about. */
  readonly about: readonly string[];
  readonly key: string | undefined;
  readonly body: unknown;
}

/**
 * Makes the values of tokens. They are told to nobody but the client: the bus carries their fingerprints.
 *
 * Under an idempotency key a value is derived from the whole request, so that the same request leads
 * to the same value again, on every replica, and nothing has to be kept.
 */
export class IssuedValues {
  private readonly running = new Set<string>();

  constructor(private readonly secret: string) {}

  /**
   * @param carryOut is given the value and what stands for it on the bus
   * @throws ServiceError `conflict` while the same key is at work here
   */
  async issue<T>(
    issue: Issue,
    carryOut: (value: string, fingerprint: Uint8Array) => Promise<T>,
  ): Promise<T> {
    const { callerId, key } = issue;
    const value = key === undefined ? newTokenValue() : this.derive(issue);
    const name = key === undefined ? undefined : JSON.stringify([callerId, key]);
    if (name === undefined) return carryOut(value, fingerprintOf(value));
    if (this.running.has(name))
      throw new ServiceError(
        'conflict',
        'A request with this idempotency key is being carried out.',
      );
    this.running.add(name);
    try {
      return await carryOut(value, fingerprintOf(value));
    } finally {
      this.running.delete(name);
    }
  }

  private derive({ callerId, about, key, body }: Issue): string {
    const request = createHash('sha256').update(JSON.stringify([callerId, about, key, body]));
    return tokenValueFrom(
      new Uint8Array(
        hkdfSync(
          'sha256',
          this.secret,
          'margay token value',
          request.digest(),
          TOKEN_VALUE_RANDOM_BYTES,
        ),
      ),
    );
  }
}
