import { z } from 'zod';

/** `?limit=&cursor=` of a list. Both may be there and empty, as some clients send them. */
export const pageQuery = (limitDefault: number, limitMax: number) =>
  z.strictObject({
    limit: z
      .union([z.literal(''), z.string().regex(/^\d{1,6}$/, 'Must be a whole number.')])
      .optional()
      .refine(
        (text) => !text || !/^\d+$/.test(text) || (Number(text) >= 1 && Number(text) <= limitMax),
        `Must be from 1 to ${limitMax}.`,
      )
      .meta({
        description: `Most results of a page: 1 to ${limitMax}, ${limitDefault} if not given.`,
      }),
    cursor: z.string().max(1_000).optional().meta({
      description: 'The `next` of the page before. Without it, the first page.',
    }),
  });

export type PageQuery = z.output<ReturnType<typeof pageQuery>>;

export const pageOf = (query: PageQuery, limitDefault: number) => ({
  limit: query.limit ? Number(query.limit) : limitDefault,
  cursor: query.cursor ?? '',
});

export const ErrorBody = z
  .object({
    message: z.string().meta({ description: 'For people.' }),
    code: z.string().meta({
      description: 'For programs: bad_request, unauthorized, … GET /docs/errors has them all.',
    }),
    requestId: z.string().meta({ description: 'Under which the audit log and our logs know it.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Which fields are wrong, all of them.' }),
  })
  .meta({ id: 'Error' });
