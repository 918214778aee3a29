import { AuditRecord1710000000001 } from './migrations/0001-audit-record.js';
import { ProvableRecords1710000000002 } from './migrations/0002-provable-records.js';
import { Retention1710000000003 } from './migrations/0003-retention.js';
import { Checkpoints1710000000004 } from './migrations/0004-checkpoints.js';
import { ErasureInBatches1730000000005 } from './migrations/0005-erasure-in-batches.js';
import { WebhookDelivery1730000000006 } from './migrations/0006-webhook-delivery.js';
import { CheaperIndexes1730000000007 } from './migrations/0007-cheaper-indexes.js';
import { Rebuild1730000000008 } from './migrations/0008-rebuild.js';
import { ReaderPlace1730000000009 } from './migrations/0009-reader-place.js';

/** In their order. */
export const MIGRATIONS = [
  AuditRecord1710000000001,
  ProvableRecords1710000000002,
  Retention1710000000003,
  Checkpoints1710000000004,
  ErasureInBatches1730000000005,
  WebhookDelivery1730000000006,
  CheaperIndexes1730000000007,
  Rebuild1730000000008,
  ReaderPlace1730000000009,
];
