import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { ParkedLogEvent, PipelineQueue } from '@margay/contracts';
import { present } from '../present.js';

export const queueToRest = ({ events, bytes, bytesMax, oldestAt }: PipelineQueue) => ({
  events: Number(events),
  bytes: Number(bytes),
  bytesMax: Number(bytesMax),
  ...(oldestAt ? { oldestAt: timestampDate(oldestAt).toISOString() } : {}),
});

export const parkedToRest = ({
  id,
  logType,
  code,
  message,
  deliveries,
  bytes,
  parkedAt,
}: ParkedLogEvent) => ({
  id,
  logType,
  code,
  message,
  deliveries,
  bytes: Number(bytes),
  parkedAt: timestampDate(present(parkedAt)).toISOString(),
});
