import { invalid } from './template.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

const tokenAt = (position: number): string => Buffer.from(`at ${position}`).toString('base64url');

function positionIn(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const [, digits] = /^at (\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (digits === undefined) throw invalid('The NextToken is not valid.');
  return Number(digits);
}

/** Oldest first. */
export function pageOf<Item>(
  all: readonly Item[],
  token: string | undefined,
  size = 100,
): Page<Item> {
  const from = positionIn(token) ?? 0;
  const end = from + size;
  return { items: all.slice(from, end), next: end < all.length ? tokenAt(end) : undefined };
}

/** Newest first: where one page ends the next begins, whatever was added meanwhile. */
export function newestFirst(length: number, token: string | undefined, size = 100): Page<number> {
  const end = Math.min(positionIn(token) ?? length, length);
  const from = Math.max(0, end - size);
  const items = Array.from({ length: end - from }, (_, index) => end - 1 - index);
  return { items, next: from > 0 ? tokenAt(from) : undefined };
}
