import { z } from 'zod';

/** Shapes are checked here, meanings (what a schema may be) by `enrichment`. */
const text = z.string().max(1_000);
const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });

const schema = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        name: text,
        type: z.enum(['string', 'int', 'float', 'boolean', 'timestamp', 'json']),
        required: z.boolean().optional(),
        isExpiration: z
          .boolean()
          .optional()
          .meta({ description: 'Rows are ignored after the time that stands here.' }),
        validate: z
          .strictObject({ cidr: z.enum(['ipv4', 'ipv6', 'any']) })
          .optional()
          .meta({ description: 'The values are blocks of addresses.' }),
      }),
    )
    .max(1_000),
  primaryKey: text.meta({
    description:
      'The column that values of events are looked up in: equal ones, or, where it holds blocks of addresses, the narrowest block that an address is in.',
  }),
  ignoreCase: z.boolean().optional(),
});

const associations = z.array(z.strictObject({ logType: text, selectors: z.array(text).max(100) }));

const format = z.enum(['csv', 'jsonl', 'mmdb', 'cloud-ranges', 'tor-exits']).meta({
  description:
    '`mmdb`: a MaxMind database; the key is the network, the other columns are named as the members of its records are (`country.iso_code`). `cloud-ranges`: the ranges that AWS, Google Cloud or Azure publish, with block, provider, region, services. `tor-exits`: either list of exit nodes that the Tor project publishes, with address, fingerprint, last_seen.',
});

const refresh = z
  .strictObject({
    url: z.string().max(2_000).optional().meta({ description: 'https://… or s3://bucket/key.' }),
    roleArn: z
      .string()
      .max(700)
      .optional()
      .meta({ description: 'A registered, active role that may read the object of S3.' }),
    file: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'The name of a file in the directory that the service is given.' }),
    format,
    periodMinutes: z.int().min(1).optional(),
    cron: z.string().max(100).optional().meta({ description: 'Five fields, in UTC.' }),
    alarmMinutes: z.int().min(1).optional().meta({
      description: 'Without new data, or news that there is none, for so long, an event says so.',
    }),
  })
  .meta({ description: 'Where data is fetched from by itself, and how often.' });

export const WriteLookupTable = z
  .strictObject({
    description: z.string().max(500).optional(),
    reference: z.string().max(500).optional(),
    enabled: z.boolean().optional(),
    schema,
    associations: associations
      .max(1_000)
      .optional()
      .meta({ description: 'Log types whose events are looked up in it, and by which fields.' }),
    refresh: refresh.optional(),
  })
  .meta({ id: 'WriteLookupTable' });
export type WriteLookupTable = z.output<typeof WriteLookupTable>;

const version = z.object({
  id: z.string(),
  rows: z.int(),
  bytes: z.int().meta({ description: 'Kept, uncompressed.' }),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
});

const fault = z.object({
  problem: z.string(),
  line: z.int().optional(),
  column: z.string().optional(),
});

export const LookupTable = z
  .object({
    name: z.string(),
    description: z.string(),
    reference: z.string(),
    enabled: z.boolean(),
    schema: schema.extend({ ignoreCase: z.boolean() }),
    associations,
    refresh: refresh.optional(),
    active: version.optional().meta({ description: 'In force. Absent before there is any data.' }),
    staged: version.optional().meta({ description: 'Being loaded by the replicas.' }),
    fault: fault.optional().meta({ description: 'Why the newest import failed, if it did.' }),
    memoryBytes: z.int().meta({ description: 'In one replica.' }),
    revision: z.int(),
    updatedAt: time,
    updatedBy: actor.optional(),
  })
  .meta({ id: 'LookupTable' });
export type LookupTable = z.output<typeof LookupTable>;

export const LookupTableList = z
  .object({
    results: z.array(LookupTable),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'LookupTableList' });
export type LookupTableList = z.output<typeof LookupTableList>;

export const LookupImport = z
  .object({
    id: z.string(),
    table: z.string(),
    state: z.enum(['receiving', 'waiting', 'done', 'failed']),
    bytes: z.int().meta({ description: 'As they were sent.' }),
    createdAt: time,
    finishedAt: time.optional(),
    fault: fault.optional(),
    version: version.optional(),
  })
  .meta({ id: 'LookupImport' });
export type LookupImport = z.output<typeof LookupImport>;

export const LookupImportList = z
  .object({ results: z.array(LookupImport) })
  .meta({ id: 'LookupImportList' });
export type LookupImportList = z.output<typeof LookupImportList>;

export const UploadQuery = z.strictObject({
  format: format
    .optional()
    .meta({ description: 'Without it, as the content type says; csv for application/gzip.' }),
});
export type UploadQuery = z.output<typeof UploadQuery>;

export const LookUpKeys = z
  .strictObject({ keys: z.array(z.string().max(1_000)).min(1).max(100) })
  .meta({ id: 'LookUpKeys' });
export type LookUpKeys = z.output<typeof LookUpKeys>;

export const LookUpResults = z
  .object({
    results: z
      .array(
        z.object({
          key: z.string(),
          status: z.string().meta({ description: '`hit`, `not_found`, `skipped(…)`.' }),
          row: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .meta({ description: 'In the order of the keys.' }),
  })
  .meta({ id: 'LookUpResults' });
export type LookUpResults = z.output<typeof LookUpResults>;
