import type { Personal } from '@margay/audit-proof';
import type { JsonValue } from '@bufbuild/protobuf';
import type { Draft } from './auditable.js';

const LENGTH_MAX = 4_000;

const UNSTORABLE = /\0|\p{Cs}/u;

/** PostgreSQL's text takes neither NUL nor half a character. */
export const storable = (text: string): string =>
  UNSTORABLE.test(text) ? Buffer.from(text.replaceAll('\0', ' ')).toString() : text;

function addTexts(value: JsonValue, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (Array.isArray(value)) for (const each of value) addTexts(each, texts);
  else if (value !== null && typeof value === 'object')
    for (const key in value) addTexts(value[key] as JsonValue, texts);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Ids as one word each: PostgreSQL would take one apart into seven. */
export const withIdsAsWords = (text: string): string =>
  text.replaceAll(UUID, (id) => id.replaceAll('-', ''));

/** What a search for text looks at, but for what is personal. */
export function wordsOf(leaf: Draft['leaf']): string {
  const texts: string[] = [leaf.actionName, leaf.actionDescription];
  for (const { id, name } of leaf.targets) texts.push(id, name);
  for (const { message } of leaf.errors ?? []) texts.push(message);
  addTexts(leaf.actionParams, texts);
  addTexts(leaf.actionDetails, texts);
  return storable(withIdsAsWords(texts.join(' ')).slice(0, LENGTH_MAX));
}

/** The personal part of the same. */
export const personalWordsOf = ({ name, userAgent }: Personal): string =>
  storable(`${name} ${userAgent}`.slice(0, LENGTH_MAX));
