import { pageOf } from '../cloudformation/pages.js';

type Input = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** A page of a list, by the names that a service has for its list and for what goes on. */
export function listed<Item>(
  names: { readonly items: string; readonly token: string; readonly next?: string },
  all: readonly Item[],
  input: Input,
  size: number,
): Record<string, unknown> {
  const { items, next } = pageOf(all, textOf(input[names.token]) || undefined, size);
  return {
    [names.items]: items,
    ...(next === undefined ? {} : { [names.next ?? names.token]: next }),
  };
}
