import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { AuditRecord as WireRecord, RecordFilterSchema } from '@margay/contracts';
import type { AuditRecord, CountQuery } from './audit.schema.js';

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

type Conditions = Omit<CountQuery, 'bucket' | 'by'>;

export const filterToWire = (query: Conditions): MessageInitShape<typeof RecordFilterSchema> => ({
  actors: listOf(query.actor),
  actions: listOf(query.action),
  targets: listOf(query.target),
  results: listOf(query.result),
  addresses: listOf(query.address),
  ...(query.since ? { since: timestampFromDate(new Date(query.since)) } : {}),
  ...(query.until ? { until: timestampFromDate(new Date(query.until)) } : {}),
  text: query.text ?? '',
  requestId: query.requestId ?? '',
});

/** Exactly what was sealed: nothing is put together anew on its way out. */
export const recordToRest = ({ json }: WireRecord): AuditRecord => JSON.parse(json) as AuditRecord;
