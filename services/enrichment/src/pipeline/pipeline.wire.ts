import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type ParkedLogEventSchema,
  type PipelineQueueSchema,
  type PutEventSchema,
  PutOutcome,
} from '@margay/contracts';
import type { QueueState } from '@margay/messaging';
import type { ParkedLogEvent } from './parked-log-events.service.js';
import type { Put } from './pipeline.service.js';

const OUTCOMES = {
  accepted: PutOutcome.ACCEPTED,
  known: PutOutcome.KNOWN,
  refused: PutOutcome.REFUSED,
  not_taken: PutOutcome.NOT_TAKEN,
} as const;

export const putToWire = (put: Put): MessageInitShape<typeof PutEventSchema> => ({
  ...put,
  outcome: OUTCOMES[put.outcome],
});

export const queueToWire = ({
  messages,
  bytes,
  bytesMax,
  oldestAt,
  inWork,
}: QueueState): MessageInitShape<typeof PipelineQueueSchema> => ({
  events: BigInt(messages),
  bytes: BigInt(bytes),
  bytesMax: BigInt(bytesMax),
  inWork: BigInt(inWork),
  ...(oldestAt ? { oldestAt: timestampFromDate(oldestAt) } : {}),
});

export const parkedToWire = ({
  topic,
  bytes,
  parkedAt,
  id,
  code,
  message,
  deliveries,
}: ParkedLogEvent): MessageInitShape<typeof ParkedLogEventSchema> => ({
  id,
  code,
  message,
  deliveries,
  logType: topic,
  bytes: BigInt(bytes),
  parkedAt: timestampFromDate(parkedAt),
});
