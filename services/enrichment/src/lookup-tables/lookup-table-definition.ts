import { Cron } from 'croner';
import { z } from 'zod';
import { isDistinct, isKey, LogTypePattern, SelectorText } from '../data-models/data-model.js';
import { TABLE_FORMATS, type TableFormat } from './read-rows.js';
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
  /** Absent for a table that is only uploaded to. */
  readonly refresh?: Refresh | undefined;
}

/** Where data is fetched from by itself, and how often. */
export interface Refresh {
  /** One of the two. `s3://bucket/key` is read through a role. */
  readonly url?: string | undefined;
  /** Of the registry; for objects of S3, and only for them. */
  readonly roleArn?: string | undefined;
  readonly file?: string | undefined;
  readonly format: TableFormat;
  /** One of the two. */
  readonly periodMinutes?: number | undefined;
  readonly cron?: string | undefined;
  /** Without new data, or news that there is none, for so long, somebody is told. */
  readonly alarmMinutes?: number | undefined;
}

const MONTH_MINUTES = 31 * 24 * 60;

const isCron = (text: string): boolean => {
  try {
    return (
      text.trim().split(/\s+/).length === 5 && new Cron(text, { paused: true }).nextRun() !== null
    );
  } catch {
    return false;
  }
};

/** Bucket and key of `s3://bucket/key`; undefined for anything else. */
export function objectAt(
  url: string,
): { readonly bucket: string; readonly key: string } | undefined {
  const [, bucket, key] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.{1,1024})$/s.exec(url) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

const refresh: z.ZodType<Refresh> = z
  .strictObject({
    url: z.string().max(2_000).optional(),
    roleArn: z
      .string()
      .regex(/^arn:[a-z-]+:iam::\d{12}:role\/.{1,600}$/, 'Expected the ARN of a role.')
      .optional(),
    file: z
      .string()
      .regex(/^[\w-][\w.-]{0,199}$/, 'Expected the name of a file, without any directory.')
      .optional(),
    format: z.enum(TABLE_FORMATS),
    periodMinutes: z.number().int().min(1).max(MONTH_MINUTES).optional(),
    cron: z.string().max(100).refine(isCron, 'Expected five fields of cron, in UTC.').optional(),
    alarmMinutes: z.number().int().min(1).max(MONTH_MINUTES).optional(),
  })
  .refine((given) => (given.url === undefined) !== (given.file === undefined), {
    error: 'Expected either a URL or a file.',
  })
  .refine(({ url = '' }) => !url.startsWith('s3:') || objectAt(url) !== undefined, {
    error: 'Expected s3://bucket/key.',
    path: ['url'],
  })
  .refine(({ url = '', roleArn }) => url.startsWith('s3:') === (roleArn !== undefined), {
    error: 'A role is needed for s3://, and for nothing else.',
    path: ['roleArn'],
  })
  .refine((given) => (given.periodMinutes === undefined) !== (given.cron === undefined), {
    error: 'Expected either a period or a cron expression.',
  });

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
  refresh: refresh.optional(),
});
