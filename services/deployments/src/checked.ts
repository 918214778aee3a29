import { ServiceError } from '@margay/contracts';
import { z } from 'zod';

const { toDotPath } = z.core;
const FIELDS_MAX = 100;

/**
 * What somebody asks for, in the form that is kept.
 *
 * @throws ServiceError `bad_request` with every wrong field
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  message = 'It cannot be done like this.',
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields = result.error.issues.slice(0, FIELDS_MAX).map((issue) => ({
    path: toDotPath(issue.path),
    message: issue.message,
  }));
  throw new ServiceError('bad_request', message, { fields });
}
