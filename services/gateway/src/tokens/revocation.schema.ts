import { z } from 'zod';
import { Token } from './tokens.schema.js';

const text = z.string().trim().min(1).max(200);

export const RevokeTokens = z
  .strictObject({
    createdBy: text.optional().meta({ description: 'Id of whoever made them.' }),
    permission: text.optional().meta({ description: 'They may do this.' }),
    address: z.string().trim().min(1).max(60).optional().meta({
      description:
        'An address or a block: they name addresses of it, or were last used from there.',
    }),
    unusedSince: z.iso.datetime({ offset: true }).optional().meta({
      description: 'They were neither used nor made since.',
    }),
    name: text.optional().meta({ description: 'What they are called, `*` for any characters.' }),
    reason: z.string().trim().min(1).max(500).meta({ description: 'Kept in the audit log.' }),
    dryRun: z.boolean().optional().meta({
      description: 'True: nothing happens, and the answer says what would.',
    }),
  })
  .meta({
    id: 'RevokeAPITokens',
    description: 'All of what is named must be so of a token; at least one thing is.',
  });
export type RevokeTokens = z.output<typeof RevokeTokens>;

export const RevokedTokens = z
  .object({
    revocationId: z.string().optional().meta({
      description: 'What the records of the deletions have in common. Absent for a dry run.',
    }),
    results: z.array(Token).meta({ description: 'As they were, the oldest first; at most 1,000.' }),
    more: z.boolean().meta({ description: 'Whether there are more: ask again.' }),
  })
  .meta({ id: 'RevokedAPITokens' });
export type RevokedTokens = z.output<typeof RevokedTokens>;
