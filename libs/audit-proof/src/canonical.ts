import canonicalize from 'canonicalize';
import { configure } from 'safe-stable-stringify';

/** Sorts keys by code units and leaves the rest to JSON.stringify, as RFC 8785 wants it of well-formed text. */
const stringify = configure({ strict: true });

/** How JSON.stringify writes half a character, which RFC 8785 refuses. A backslash before it may be text. */
const HALF_CHARACTER = '\\ud';

/**
 * The one way to write a JSON value (RFC 8785): what is hashed and signed.
 *
 * @throws TypeError or Error for what JSON cannot say
 */
export function canonicalJson(value: unknown): string {
  const quick = stringify(value);
  const text = quick?.includes(HALF_CHARACTER) ? canonicalize(value) : quick;
  if (text === undefined) throw new TypeError('It is not a JSON value.');
  return text;
}
