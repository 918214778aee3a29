import { z } from 'zod';
import { isKey } from '../data-models/data-model.js';

export const COLUMN_TYPES = ['string', 'int', 'float', 'boolean', 'timestamp', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** One column of a table. What is not given is not asked of it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: boolean | undefined;
  /** Rows are ignored after the time that stands here. One column at most. */
  readonly isExpiration?: boolean | undefined;
  /** The values are blocks of addresses of this family; of the primary key it makes matching by block. */
  readonly validate?: { readonly cidr: 'ipv4' | 'ipv6' | 'any' } | undefined;
}

/** What rows of a table are like, and what they are found by. */
export interface TableSchema {
  readonly columns: readonly Column[];
  readonly primaryKey: string;
  /** Of equal keys only: blocks of addresses know no case. */
  readonly ignoreCase: boolean;
}

export const COLUMNS_MAX = 100;

const column: z.ZodType<Column> = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][\w.-]{0,127}$/, 'Expected a column name.')
    .refine((name) => isKey(name) && name !== 'p_match', 'This name cannot be used.'),
  type: z.enum(COLUMN_TYPES),
  required: z.boolean().optional(),
  isExpiration: z.boolean().optional(),
  validate: z.strictObject({ cidr: z.enum(['ipv4', 'ipv6', 'any']) }).optional(),
});

/** What somebody asks to have as a schema, checked. */
export const TableSchema: z.ZodType<TableSchema> = z
  .strictObject({
    columns: z.array(column).min(1).max(COLUMNS_MAX),
    primaryKey: z.string(),
    ignoreCase: z.boolean(),
  })
  .superRefine(({ columns, primaryKey }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const seen = new Set<string>();
    columns.forEach(({ name, type, isExpiration, validate }, i) => {
      if (seen.has(name)) refuse(['columns', i, 'name'], 'The name is repeated.');
      seen.add(name);
      if (isExpiration && type !== 'timestamp')
        refuse(['columns', i, 'isExpiration'], 'Only a timestamp can be an expiration.');
      if (validate && type !== 'string')
        refuse(['columns', i, 'validate'], 'Only a string can be a block of addresses.');
    });
    if (columns.filter(({ isExpiration }) => isExpiration).length > 1)
      refuse(['columns'], 'Only one column can be the expiration.');
    const key = columns.find(({ name }) => name === primaryKey);
    if (key === undefined) refuse(['primaryKey'], 'There is no such column.');
    else if (key.type !== 'string' && key.type !== 'int')
      refuse(['primaryKey'], 'Only a string or an int can be a key.');
  });

/** Whether rows are found by the block that an address is in, instead of by an equal key. */
export const isByBlock = ({ columns, primaryKey }: TableSchema): boolean =>
  columns.find(({ name }) => name === primaryKey)?.validate !== undefined;
