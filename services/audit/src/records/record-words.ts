import type { Personal } from '@margay/audit-proof';
import type { JsonValue } from '@bufbuild/protobuf';
import type { Draft } from './auditable.js';

const LENGTH_MAX = 4_000;

/** PostgreSQL's text takes neither NUL nor half a character. */
export const storable = (text: string): string =>
  Buffer.from(text.replaceAll('\0', ' ')).toString();

function* textsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) yield* textsIn(each);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Ids as one word each: PostgreSQL would take one apart into seven. */
export const withIdsAsWords = (text: string): string =>
  text.replaceAll(UUID, (id) => id.replaceAll('-', ''));

/** What a search for text looks at, but for what is personal. */
export const wordsOf = (leaf: Draft['leaf']): string =>
  storable(
    withIdsAsWords(
      [
        leaf.actionName,
        leaf.actionDescription,
        ...leaf.targets.flatMap(({ id, name }) => [id, name]),
        ...(leaf.errors ?? []).map(({ message }) => message),
        ...textsIn(leaf.actionParams),
        ...textsIn(leaf.actionDetails),
      ].join(' '),
    ).slice(0, LENGTH_MAX),
  );

/** The personal part of the same. */
export const personalWordsOf = ({ name, userAgent }: Personal): string =>
  storable(`${name} ${userAgent}`.slice(0, LENGTH_MAX));
