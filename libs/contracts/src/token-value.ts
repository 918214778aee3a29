import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 30;
const CHECKSUM_LENGTH = 6;

/** `mgy_`, 30 random characters, 6 of checksum. */
export const TOKEN_VALUE_LENGTH = 4 + RANDOM_LENGTH + CHECKSUM_LENGTH;

/** Matches every token value and, with the checksum behind it, hardly anything else. For secret scanners. */
export const TOKEN_VALUE_PATTERN = /^mgy_[0-9A-Za-z]{36}$/;

/** The same for whoever looks for values in text of any kind, in the dialect that all scanners know. */
export const TOKEN_VALUE_SCANNER = {
  pattern: '\\bmgy_[0-9A-Za-z]{30}[0-9A-Za-z]{6}\\b',
  checksum:
    'The last 6 characters are the CRC-32 (as of zlib) of the 30 characters behind mgy_, as a number in base 62 with the digits 0-9, A-Z, a-z, the highest first, padded with 0. A text whose checksum is wrong is no value.',
  example: 'mgy_0000000000000000000000000000002C8GjS',
} as const;

const checksumOf = (body: string): string => {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
};

/** So many that every character is as likely as any other, but for one part in 2^200. */
export const TOKEN_VALUE_RANDOM_BYTES = 48;

/** The value that random bytes make: `mgy_`, 30 base62 characters, 6 characters of CRC-32 over those 30. */
export function tokenValueFrom(random: Uint8Array): string {
  if (random.length !== TOKEN_VALUE_RANDOM_BYTES)
    throw new RangeError(`A value is made of ${TOKEN_VALUE_RANDOM_BYTES} random bytes.`);
  const base = BigInt(ALPHABET.length);
  let rest = BigInt(`0x${Buffer.from(random).toString('hex')}`);
  let body = '';
  for (let i = 0; i < RANDOM_LENGTH; i++) {
    body += ALPHABET.charAt(Number(rest % base));
    rest /= base;
  }
  return `mgy_${body}${checksumOf(body)}`;
}

/** A new value, with 178 bits that nobody can guess. */
export const newTokenValue = (): string => tokenValueFrom(randomBytes(TOKEN_VALUE_RANDOM_BYTES));

/** Whether a text could be a token's value: form and checksum. Catches typing errors without a look-up. */
export function isTokenValue(text: string): boolean {
  if (!TOKEN_VALUE_PATTERN.test(text)) return false;
  const body = text.slice(4, 4 + RANDOM_LENGTH);
  return text.slice(4 + RANDOM_LENGTH) === checksumOf(body);
}

/** What stands for a value on the bus: its SHA-256, 32 bytes. Does not lead back to the value. */
export const fingerprintOf = (value: string): Buffer => createHash('sha256').update(value).digest();
