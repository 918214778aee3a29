import { createHmac, timingSafeEqual } from 'node:crypto';

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

/** Takes as long for one that differs early as for one that differs late. */
export function isSameDigest(one: Digest, other: Digest): boolean {
  const [a, b] = [Buffer.from(one.hmac), Buffer.from(other.hmac)];
  return one.pepper === other.pepper && a.length === b.length && timingSafeEqual(a, b);
}

/** Peppers in force. The first signs, all verify. */
export class Peppers {
  readonly signing: Pepper;

  constructor(readonly all: readonly Pepper[]) {
    const [first] = all;
    if (!first) throw new RangeError('There must be a pepper.');
    this.signing = first;
  }

  /** What a value with this fingerprint may be stored as. */
  digestsOf(fingerprint: Uint8Array): readonly Digest[] {
    return this.all.map((pepper) => digestOf(fingerprint, pepper));
  }
}
