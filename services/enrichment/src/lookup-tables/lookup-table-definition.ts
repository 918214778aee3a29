import { z } from 'zod';
import { isDistinct, isKey, LogTypePattern, SelectorText } from '../data-models/data-model.js';
import { TableSchema } from './table-schema.js';

/** Log types whose events are looked up in a table, without any rule. */
export interface Association {
  readonly logType: string;
  readonly selectors: readonly string[];
}

/** As people write it, and as it is kept. */
export interface LookupTableDefinition {
  readonly description: string;
  readonly reference: string;
  /** Nothing is looked up in a table that is not, and nothing can be imported into it. */
  readonly enabled: boolean;
  readonly schema: TableSchema;
  readonly associations: readonly Association[];
}

const ASSOCIATIONS_MAX = 200;
const SELECTORS_MAX = 10;

/** It becomes a key of the output, beside those of other tables and of remarks. */
export const TableName = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.-]{0,99}$/,
    'Expected 1 to 100 letters, digits, dots, dashes and underscores.',
  )
  .refine((name) => isKey(name) && !name.startsWith('p_'), 'This name cannot be used.');

/** What somebody asks to have as a table, checked; the same values come out. */
export const LookupTableDefinition: z.ZodType<LookupTableDefinition> = z.strictObject({
  description: z.string().max(500),
  reference: z.string().max(500),
  enabled: z.boolean(),
  schema: TableSchema,
  associations: z
    .array(
      z.strictObject({
        logType: z.union([z.literal('*'), LogTypePattern], 'Expected a log type.'),
        selectors: z.array(SelectorText).max(SELECTORS_MAX).refine(isDistinct, 'One is repeated.'),
      }),
    )
    .max(ASSOCIATIONS_MAX)
    .refine((all) => isDistinct(all.map(({ logType }) => logType)), 'A log type is repeated.'),
});
