/** What a terminal would take for an order shows as `?`. Line breaks stay where they are wanted. */
export const plain = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?');

const pairs = (value: object): string =>
  Object.entries(value)
    .map(([key, each]) => `${key}=${cell(each)}`)
    .join(' ');

/** A value as a cell of a table, in one line. */
export function cell(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'string') return plain(value.replaceAll(/\s+/g, ' '));
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(cell).join(', ');
  if (typeof value === 'object') {
    const { name, id } = value as { name?: unknown; id?: unknown };
    if (typeof name === 'string' && typeof id === 'string') return plain(name || id);
    return pairs(value);
  }
  return String(value as number | boolean);
}

/** `a.b.c` of something. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? (inner as Readonly<Record<string, unknown>>)[key]
          : undefined,
      value,
    );
