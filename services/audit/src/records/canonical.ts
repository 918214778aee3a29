import canonicalize from 'canonicalize';

/**
 * The one way to write a JSON value (RFC 8785): what is hashed and signed.
 *
 * @throws TypeError for what JSON cannot say
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('It is not a JSON value.');
  return text;
}
