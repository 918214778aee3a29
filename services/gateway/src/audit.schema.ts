import { z } from 'zod';
import { pageQuery } from './paging.schema.js';

export const LIMIT = { default: 50, max: 500 } as const;

const sequence = z
  .union([z.literal(''), z.string().regex(/^\d{1,15}$/, 'Must be a whole number.')])
  .optional();
const values = (description: string) =>
  z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: `${description} Several, comma-separated.` });
const time = (description: string) =>
  z
    .union([z.literal(''), z.iso.datetime({ offset: true })])
    .optional()
    .meta({ description: `${description} ISO 8601 with a zone: 2026-01-31T00:00:00Z.` });

/** What records are chosen by, wherever they are asked for. */
const FILTER = {
  actor: values('Id of who did it.'),
  action: values('Name of what was done: CREATE_API_TOKEN.'),
  target: values('Id of what it was done to.'),
  result: values('SUCCEEDED, FAILED or PARTIALLY_FAILED.'),
  address: values('Address or network (CIDR) that it came from.'),
  since: time('First moment.'),
  until: time('Moment after the last.'),
  text: z.string().max(500).optional().meta({
    description: 'Words that must be there: gold "gold token" or -silver.',
  }),
  requestId: z.string().max(200).optional(),
};

export const RecordQuery = z.strictObject({
  ...pageQuery(LIMIT.default, LIMIT.max).shape,
  ...FILTER,
  order: z.enum(['newest', 'oldest']).optional().meta({ description: 'newest if not given.' }),
});
export type RecordQuery = z.output<typeof RecordQuery>;

export const CountQuery = z.strictObject({
  ...FILTER,
  bucket: z.enum(['minute', 'hour', 'day']).optional().meta({ description: 'hour if not given.' }),
  by: z.enum(['action', 'result', 'actor']).optional(),
});
export type CountQuery = z.output<typeof CountQuery>;

export const ExportQuery = z.strictObject({
  ...FILTER,
  format: z
    .enum(['ndjson', 'csv', 'ocsf'])
    .optional()
    .meta({ description: 'ndjson if not given.' }),
  from: sequence.meta({
    description: 'First sequence: to go on with an export that broke off, the one after the last.',
  }),
  to: sequence.meta({
    description: 'Last sequence, as `X-Audit-To` of the export that broke off.',
  }),
});
export type ExportQuery = z.output<typeof ExportQuery>;

export const StreamQuery = z.strictObject({
  ...FILTER,
  from: sequence.meta({
    description:
      'First sequence. Without it, `since` and `Last-Event-ID`: only what comes from now on.',
  }),
});
export type StreamQuery = z.output<typeof StreamQuery>;

export const AuditRecord = z
  .object({
    actionName: z.string(),
    actionDescription: z.string(),
    actionResult: z.enum(['SUCCEEDED', 'FAILED', 'PARTIALLY_FAILED']),
    actionParams: z.record(z.string(), z.unknown()),
    actionDetails: z.record(z.string(), z.unknown()),
    actor: z.object({
      id: z.string(),
      type: z.enum(['USER', 'TOKEN']),
      name: z.string().optional(),
      attributes: z
        .object({
          email: z.string(),
          emailVerified: z.boolean(),
          roleId: z.string(),
          roleName: z.string(),
        })
        .optional(),
    }),
    errors: z.array(z.object({ message: z.string() })).nullable(),
    sourceIP: z.string().nullable().meta({ description: 'Null once erased.' }),
    XForwardedFor: z.array(z.string()).nullable(),
    userAgent: z.string().nullable(),
    timestamp: z.string().meta({ description: 'UTC, `2026-01-31 23:59:59.123`.' }),
    pantherVersion: z.string().meta({ description: "Margay's version." }),
    eventId: z.string(),
    sequence: z.number().int().meta({ description: '1, 2, 3, … without gaps.' }),
    requestId: z.string(),
    correlationId: z.string(),
    causationId: z.string().optional(),
    targets: z.array(z.object({ type: z.string(), id: z.string(), name: z.string() })),
    changes: z
      .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
      .meta({ description: 'What of the first target is not as it was.' }),
    seal: z
      .object({ commitment: z.string(), opening: z.string().optional() })
      .meta({ description: 'Binds what is personal into the proof, and lets it be erased.' }),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.output<typeof AuditRecord>;

export const AuditRecordList = z
  .object({ results: z.array(AuditRecord), next: z.string().optional() })
  .meta({ id: 'AuditRecordList' });
export type AuditRecordList = z.output<typeof AuditRecordList>;

export const AuditCounts = z
  .object({
    results: z.array(
      z.object({
        time: z.string().meta({ format: 'date-time', description: "The bucket's start." }),
        group: z.string().optional(),
        count: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'AuditCounts' });
export type AuditCounts = z.output<typeof AuditCounts>;
