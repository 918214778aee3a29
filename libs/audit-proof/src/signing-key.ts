import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** An Ed25519 key that signs, with its public half as others know it. */
export interface SigningKey {
  readonly id: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly secretKey: KeyObject;
}

/** A key that verifies. */
export interface TrustedKey {
  readonly id: string;
  readonly publicKey: string;
}

export interface Signature {
  readonly keyId: string;
  readonly signature: string;
}

/** What PKCS #8 puts before the 32 bytes of an Ed25519 seed (RFC 8410, 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const keyObjectOf = (publicKey: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });

const idOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 16);

/** @param seed 32 bytes */
export function signingKey(seed: Buffer): SigningKey {
  const secretKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(secretKey).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('An Ed25519 key has a public half.');
  return { id: idOf(x), publicKey: x, secretKey };
}

/** @param text PEM, or 32 bytes in base64url. @throws TypeError for anything else */
export function trustedKey(text: string): TrustedKey {
  try {
    const key = text.includes('-----') ? createPublicKey(text) : keyObjectOf(text.trim());
    const { x, crv } = key.export({ format: 'jwk' });
    if (crv === 'Ed25519' && x !== undefined) return { id: idOf(x), publicKey: x };
  } catch {
    // Told below, whatever was wrong with it.
  }
  throw new TypeError('Not an Ed25519 public key: PEM, or 32 bytes in base64url.');
}

export const pemOf = ({ publicKey }: TrustedKey): string =>
  keyObjectOf(publicKey).export({ format: 'pem', type: 'spki' }).toString();

export const signaturesOf = (text: string, keys: readonly SigningKey[]): readonly Signature[] =>
  keys.map(({ id, secretKey }) => ({
    keyId: id,
    signature: sign(null, Buffer.from(text), secretKey).toString('base64url'),
  }));

const isExact = (signature: Signature): boolean =>
  Object.keys(signature).sort().join() === 'keyId,signature' &&
  Buffer.from(signature.signature, 'base64url').toString('base64url') === signature.signature;

/**
 * Whether somebody who is trusted signed the text, and nobody who is trusted signed another one.
 *
 * @param allTrusted refuses signatures of others as well
 */
export function isSigned(
  text: string,
  signatures: readonly Signature[],
  trusted: readonly TrustedKey[],
  allTrusted = false,
): boolean {
  let count = 0;
  for (const signature of signatures) {
    if (!isExact(signature)) return false;
    const key = trusted.find(({ id }) => id === signature.keyId);
    if (!key && allTrusted) return false;
    if (!key) continue;
    const bytes = Buffer.from(signature.signature, 'base64url');
    if (!verify(null, Buffer.from(text), keyObjectOf(key.publicKey), bytes)) return false;
    count++;
  }
  return count > 0 && new Set(signatures.map(({ keyId }) => keyId)).size === signatures.length;
}
