import type { JsonObject } from '../json-object.js';
import { membersOf } from './json-members.js';

const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * The text of a JSON object with members added before its final brace.
 *
 * Everything else stays byte for byte: parsing and writing again would round large numbers, drop
 * repeated keys and respell what it does not understand. A member that is there already is taken
 * out, so that no key is there twice.
 *
 * @param original valid JSON in UTF-8, an object; @param parsed the same, parsed
 */
export function splice(original: Uint8Array, parsed: JsonObject, added: object): Uint8Array {
  const replaced = Object.keys(added).filter((key) => Object.hasOwn(parsed, key));
  const bytes = replaced.length === 0 ? original : without(original, new Set(replaced));

  const close = bytes.lastIndexOf(CLOSE);
  let last = close - 1;
  while (isSpace(bytes[last]!)) last--;
  const members = JSON.stringify(added).slice(1, -1);
  if (members === '') return bytes;
  const text = bytes[last] === OPEN ? members : `,${members}`;

  const length = Buffer.byteLength(text);
  const result = Buffer.allocUnsafe(bytes.length + length);
  result.set(bytes);
  result.write(text, close);
  for (let at = close; at < bytes.length; at++) result[at + length] = bytes[at]!;
  return result;
}

/** Space, tab and the two line ends: the only white space of JSON. */
const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** The same object without some of its members, commas mended. */
function without(original: Uint8Array, keys: ReadonlySet<string>): Uint8Array {
  const text = Buffer.from(original).toString('utf8');
  const kept = membersOf(text).filter(({ key }) => !keys.has(key));
  const members = kept.map(({ start, end }) => text.slice(start, end));
  return Buffer.from(`{${members.join(',')}${text.slice(text.lastIndexOf('}'))}`);
}
