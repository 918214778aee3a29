import { createHmac } from 'node:crypto';

/** A server-side key for digests. Versions let it be replaced. */
export interface Pepper {
  readonly version: number;
  readonly key: string;
}

/** What is stored instead of a value. Useless to whoever reads it without the pepper. */
export interface Digest {
  readonly pepper: number;
  /** HMAC-SHA-256 over the fingerprint, base64url. */
  readonly hmac: string;
}

/** @param fingerprint SHA-256 of the value, 32 bytes */
export const digestOf = (fingerprint: Uint8Array, { version, key }: Pepper): Digest => ({
  pepper: version,
  hmac: createHmac('sha256', key).update(fingerprint).digest('base64url'),
});

/** Peppers in force. The first signs, all verify. */
export class Peppers {
  readonly signing: Pepper;

  constructor(readonly all: readonly Pepper[]) {
    const [first] = all;
    if (!first) throw new RangeError('There must be a pepper.');
    this.signing = first;
  }
}
