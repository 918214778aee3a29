import { type FieldError, ServiceError } from '@margay/contracts';
import { z } from 'zod';

const { toDotPath } = z.core;

export const refused = (fields: readonly FieldError[]) =>
  new ServiceError('bad_request', 'It cannot be done like this.', { fields });

/**
 * What somebody asks for, in the form that is kept.
 *
 * @param name where the schema stands in the request; empty for the whole
 * @throws ServiceError `bad_request` with every wrong field
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  name = '',
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw refused(
    result.error.issues.slice(0, 100).map(({ path, message }) => ({
      path: toDotPath([...(name ? [name] : []), ...path]),
      message,
    })),
  );
}
