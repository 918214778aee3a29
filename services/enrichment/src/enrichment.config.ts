import { awsConfig, awsEnvironment } from '@margay/aws';
import { processConfig, processEnvironment, secret, url } from '@margay/config';
import { z } from 'zod';
import { BUILT_IN_DATA_MODELS } from './data-models/load-data-models.js';
import { PIPELINE_DEFAULTS } from './pipeline/pipeline-queues.service.js';
import { ASN_DIRECTORY, COUNTRY_DIRECTORY } from './tables/load-built-in-tables.js';

const MB = 1024 * 1024;
const directory = (standard: string) => z.string().min(1).default(standard);

const bytes = (standard: number) => z.coerce.number().int().min(1_048_576).default(standard);

/** Everything the service reads from its environment. */
export const EnrichmentConfig = z
  .object({
    ...processEnvironment,
    ...awsEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    /** Seals the lists' cursors; the same on all replicas. */
    CURSOR_SECRET: secret(16),
    DATA_MODELS_DIRECTORY: directory(BUILT_IN_DATA_MODELS),
    /** Holds `asn-ipv4-num.csv` and `asn-ipv6-num.csv`. */
    ASN_DATA_DIRECTORY: directory(ASN_DIRECTORY),
    /** Holds `asn-country-ipv4-num.csv` and `asn-country-ipv6-num.csv`. */
    COUNTRY_DATA_DIRECTORY: directory(COUNTRY_DIRECTORY),
    /** Of the data behind one table, as it is sent: gzipped, usually. */
    LOOKUP_TABLE_COMPRESSED_MB: z.coerce.number().int().min(1).max(400).default(200),
    /** Of the same data as text. */
    LOOKUP_TABLE_MB: z.coerce.number().int().min(1).max(4_000).default(2_000),
    /** Where lookup tables may be refreshed from files. Without it, they may not. */
    LOOKUP_FILES_DIRECTORY: z.string().min(1).optional(),
    /** Whether data may be fetched from private networks, and by plain HTTP. */
    EGRESS_ALLOW_PRIVATE: z.stringbool().default(false),
    LOOKUP_TABLE_ROWS: z.coerce.number().int().min(1).max(50_000_000).default(10_000_000),
    /** Of the sketches that say how often and since when values were seen. */
    PREVALENCE_MB: z.coerce.number().int().min(1).max(4_096).default(96),
    /** `false` where a process serves requests only. */
    PIPELINE_WORKER: z.enum(['true', 'false']).default('true'),
    PIPELINE_LOGS_BYTES_MAX: bytes(PIPELINE_DEFAULTS.logsBytesMax),
    PIPELINE_ENRICHED_BYTES_MAX: bytes(PIPELINE_DEFAULTS.enrichedBytesMax),
  })
  .transform((env) => ({
    ...processConfig(env),
    aws: awsConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    dataModels: env.DATA_MODELS_DIRECTORY,
    lookupFiles: env.LOOKUP_FILES_DIRECTORY,
    allowPrivateEgress: env.EGRESS_ALLOW_PRIVATE,
    lookupData: {
      compressedBytes: env.LOOKUP_TABLE_COMPRESSED_MB * MB,
      bytes: env.LOOKUP_TABLE_MB * MB,
      rows: env.LOOKUP_TABLE_ROWS,
    },
    pipeline: {
      worker: env.PIPELINE_WORKER === 'true',
      logsBytesMax: env.PIPELINE_LOGS_BYTES_MAX,
      enrichedBytesMax: env.PIPELINE_ENRICHED_BYTES_MAX,
      ackWaitMs: PIPELINE_DEFAULTS.ackWaitMs,
    },
    prevalenceBytes: env.PREVALENCE_MB * MB,
    tables: { asn: env.ASN_DATA_DIRECTORY, country: env.COUNTRY_DATA_DIRECTORY },
  }));

export type EnrichmentConfig = z.output<typeof EnrichmentConfig>;
