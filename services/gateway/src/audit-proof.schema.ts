import { z } from 'zod';
import { pageQuery } from './paging.schema.js';
import { LIMIT } from './audit.schema.js';

const whole = z.string().regex(/^\d{1,15}$/, 'Must be a whole number.');

export const CheckpointQuery = z.strictObject({
  ...pageQuery(LIMIT.default, LIMIT.max).shape,
  order: z.enum(['newest', 'oldest']).optional(),
  from: whole.optional().meta({
    description: 'Oldest first: begin with the last checkpoint before this sequence.',
  }),
});
export type CheckpointQuery = z.output<typeof CheckpointQuery>;

export const RangeQuery = z.strictObject({ from: whole, to: whole });
export type RangeQuery = z.output<typeof RangeQuery>;

export const FromQuery = z.strictObject({ from: whole.optional() });
export type FromQuery = z.output<typeof FromQuery>;

export const SizeQuery = z.strictObject({
  size: whole.optional().meta({ description: 'Of a checkpoint; of the newest if not given.' }),
});
export type SizeQuery = z.output<typeof SizeQuery>;

export const ConsistencyQuery = z.strictObject({ older: whole, newer: whole });
export type ConsistencyQuery = z.output<typeof ConsistencyQuery>;

export const SequenceParam = z.strictObject({ sequence: whole });
export type SequenceParam = z.output<typeof SequenceParam>;

const hash = z.string().meta({ description: 'SHA-256, base64url.' });
const keys = z.array(z.object({ id: z.string(), publicKey: z.string() }));
const signatures = z.array(z.object({ keyId: z.string(), signature: z.string() }));

export const Checkpoint = z
  .object({
    origin: z.string().meta({ description: 'Names the log.' }),
    ordinal: z.number().int(),
    size: z.number().int().meta({ description: 'Records that it covers.' }),
    rootHash: hash,
    chainHash: hash,
    time: z.string().meta({ format: 'date-time' }),
    previous: hash.nullable(),
    keys,
    signatures,
  })
  .meta({ id: 'AuditCheckpoint' });

export const CheckpointList = z
  .object({ results: z.array(Checkpoint), next: z.string().optional() })
  .meta({ id: 'AuditCheckpointList' });
export type CheckpointList = z.output<typeof CheckpointList>;

export const Manifest = z
  .object({
    origin: z.string(),
    exportedAt: z.string(),
    fromSequence: z.number().int(),
    toSequence: z.number().int(),
    checkpoint: z.object({ ordinal: z.number().int(), hash }),
    prefix: z.object({ peaks: z.array(hash), chain: hash }),
    erased: z.array(z.object({ subject: z.string(), through: z.number().int() })),
    keys,
    signatures,
  })
  .meta({ id: 'AuditManifest' });

export const InclusionProof = z
  .object({
    sequence: z.number().int(),
    leafHash: hash,
    hashes: z.array(hash),
    checkpoint: Checkpoint,
  })
  .meta({ id: 'AuditInclusionProof' });
export type InclusionProof = z.output<typeof InclusionProof>;

export const ConsistencyProof = z
  .object({ older: z.number().int(), newer: z.number().int(), hashes: z.array(hash) })
  .meta({ id: 'AuditConsistencyProof' });
export type ConsistencyProof = z.output<typeof ConsistencyProof>;

export const SigningKeyList = z
  .object({
    results: z.array(
      z.object({ id: z.string(), publicKey: z.string().meta({ description: 'PEM, Ed25519.' }) }),
    ),
  })
  .meta({ id: 'AuditSigningKeyList' });
export type SigningKeyList = z.output<typeof SigningKeyList>;
