import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type Actor, actorToWire, type AuditReaderSchema } from '@margay/contracts';
import { consumerOf } from './reader-name.js';
import type { ReaderRow } from './reader-place.query.js';

export const readerToWire = (
  row: ReaderRow,
  stream: string,
): MessageInitShape<typeof AuditReaderSchema> => ({
  id: row.id,
  name: row.name,
  actions: [...row.actions],
  stream,
  consumer: consumerOf(row.id),
  isReady: row.isReady,
  acknowledgedThrough: BigInt(row.acknowledgedThrough),
  lagRecords: BigInt(row.recordsLeft),
  lagSeconds: BigInt(Math.max(0, Math.floor(row.lagSeconds))),
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy as Actor),
  revision: row.revision,
  ...(row.lastAcknowledgedAt
    ? { lastAcknowledgedAt: timestampFromDate(row.lastAcknowledgedAt) }
    : {}),
});
