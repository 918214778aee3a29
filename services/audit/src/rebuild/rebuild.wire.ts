import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { GetRebuildResponseSchema, RebuildFindingSchema } from '@margay/contracts';
import type { Finding } from './rebuild.decider.js';
import type { RebuildState } from './rebuilds.service.js';

export const findingToWire = ({
  kind,
  records,
  sequences,
}: Finding): MessageInitShape<typeof RebuildFindingSchema> => ({
  kind,
  records: BigInt(records),
  sequences: sequences.map(BigInt),
});

export const rebuildToWire = ({
  newest,
  eventsRead,
  events,
}: RebuildState): MessageInitShape<typeof GetRebuildResponseSchema> =>
  newest
    ? {
        isRunning: newest.isRunning,
        begunAt: timestampFromDate(newest.begunAt),
        begunBy: newest.begunBy,
        throughSequence: BigInt(newest.throughSequence),
        eventsRead: BigInt(eventsRead),
        events: BigInt(events),
        ...(newest.endedAt ? { endedAt: timestampFromDate(newest.endedAt) } : {}),
        records: BigInt(newest.records ?? 0),
        findings: (newest.findings ?? []).map(findingToWire),
      }
    : {};
