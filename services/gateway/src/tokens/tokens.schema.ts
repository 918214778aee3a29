import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const actor = z.object({
  id: z.string(),
  type: z.enum(['user', 'api-token', 'system']),
});

export const overrideReason = z.string().trim().min(1).max(500).optional().meta({
  description:
    'Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log.',
});

/** A list in which nothing stands twice; the second is the one that is wrong. */
const distinct = (items: readonly string[], context: z.RefinementCtx): void =>
  items.forEach((item, index) => {
    if (items.indexOf(item) < index)
      context.addIssue({ code: 'custom', path: [index], message: 'Stands there twice.' });
  });

/** Lengths are checked here, meanings (which permissions exist, what a block is) by `tokens`. */
export const WriteToken = z
  .strictObject({
    name: z.string().min(1).max(128).meta({ description: 'Shown in lists and the audit log.' }),
    permissions: z
      .array(z.string().max(100))
      .min(1)
      .max(100)
      .superRefine(distinct)
      .meta({ uniqueItems: true, description: 'Ids as `GET /permissions` lists them.' }),
    allowedCIDRBlocks: z.array(z.string().max(50)).max(200).superRefine(distinct).optional().meta({
      uniqueItems: true,
      description:
        'Where the token may be used from, IPv4 and IPv6. Empty: from everywhere. Left out: from everywhere for a new token, as before for one that is updated.',
    }),
    expiresAt: z.iso.datetime({ offset: true }).nullable().optional().meta({
      description:
        'When the token ends; null: never. Left out: as the organisation has it for a new token, as before for one that is updated.',
    }),
    overrideReason,
  })
  .meta({ id: 'ModifyAPIToken' });
export type WriteToken = z.output<typeof WriteToken>;

/** `?deleted=true` of the list. */
export const tokenPage = (limitDefault: number, limitMax: number) =>
  pageQuery(limitDefault, limitMax).extend({
    deleted: z.enum(['true', 'false']).optional().meta({
      description:
        'True: tokens that were deleted in the last 90 days, instead of those that are there. For who may manage tokens.',
    }),
    'unused-since': z.iso.datetime({ offset: true }).optional().meta({
      description: 'Only tokens that were neither used nor made since.',
    }),
  });
export type TokenPage = z.output<ReturnType<typeof tokenPage>>;

/** `?force=true` */
export const Insistence = z.strictObject({
  force: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'True: although it locks out the caller, or everybody.' }),
});
export type Insistence = z.output<typeof Insistence>;

const fields = {
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  allowedCIDRBlocks: z.array(z.string()),
  createdAt: z.string().meta({ format: 'date-time' }),
  createdBy: actor.optional(),
  updatedAt: z.string().optional().meta({ format: 'date-time' }),
  updatedBy: actor.optional(),
  expiresAt: z.string().nullable().meta({ format: 'date-time', description: 'Null: never.' }),
  disabledAt: z.string().optional().meta({
    format: 'date-time',
    description: 'Absent: the token is not disabled.',
  }),
  disabledReason: z.string().optional(),
  deletedAt: z.string().optional().meta({
    format: 'date-time',
    description: 'Absent: the token is there. Kept for 90 days, for who may manage tokens.',
  }),
  deletedBy: actor.optional(),
  lastUsedAt: z.string().optional().meta({
    format: 'date-time',
    description: 'At most half a minute behind. Absent: it never was.',
  }),
  lastUsedAddress: z.string().optional().meta({ description: 'From where, that time.' }),
  rotatedAt: z.string().optional().meta({ format: 'date-time' }),
};

export const Token = z.object(fields).meta({ id: 'APIToken' });
export type Token = z.output<typeof Token>;

export const IssuedToken = z
  .object({
    ...fields,
    value: z.string().meta({ description: 'The secret itself. Shown this once.' }),
  })
  .meta({ id: 'IssuedAPIToken' });
export type IssuedToken = z.output<typeof IssuedToken>;

export const TokenList = z
  .object({
    results: z.array(Token),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'APITokenList' });
export type TokenList = z.output<typeof TokenList>;
