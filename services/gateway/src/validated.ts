import { type FieldError, ServiceError } from '@margay/contracts';
import type { z } from 'zod';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
}

const pathOf = (path: Issue['path']): string =>
  (path ?? []).reduce<string>((text, part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number'
      ? `${text}[${key}]`
      : text
        ? `${text}.${String(key)}`
        : String(key);
  }, '');

const NAMES_SHOWN = 10;
const NAME_LENGTH_SHOWN = 60;

/** One entry per wrong field; a field that should not be there is named, cut to a decent length. */
export const fieldErrors = (issues: readonly Issue[]): FieldError[] =>
  issues.flatMap(({ path, message, code, keys }) => {
    if (code !== 'unrecognized_keys' || !keys) return [{ path: pathOf(path), message }];
    return keys.slice(0, NAMES_SHOWN).map((key) => ({
      path: pathOf([...(path ?? []), key.slice(0, NAME_LENGTH_SHOWN)]),
      message: 'There is no such field.',
    }));
  });

/** What Nest's validation pipe throws. */
export const refusalOf = (issues: readonly Issue[]): ServiceError =>
  new ServiceError('bad_request', 'The request is not valid.', {
    fields: fieldErrors(issues).slice(0, 100),
  });

/** @throws ServiceError `bad_request` naming every wrong field */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refusalOf(result.error.issues);
}
