import { type AuditRecord, canonicalJson } from '@margay/audit-proof';
import type { JsonValue, MessageInitShape } from '@bufbuild/protobuf';
import { fromJson } from '@bufbuild/protobuf';
import { timestampFromDate, ValueSchema } from '@bufbuild/protobuf/wkt';
import type { AuditRecordSchema } from '@margay/contracts';

const dateOf = (timestamp: string): Date => new Date(`${timestamp.replace(' ', 'T')}Z`);

const valueOf = (value: JsonValue) => fromJson(ValueSchema, value);

export const recordToWire = (record: AuditRecord): MessageInitShape<typeof AuditRecordSchema> => ({
  sequence: BigInt(record.sequence),
  eventId: record.eventId,
  actionName: record.actionName,
  actionDescription: record.actionDescription,
  actionResult: record.actionResult,
  actionParams: record.actionParams,
  actionDetails: record.actionDetails,
  actor: { id: record.actor.id, type: record.actor.type, name: record.actor.name ?? '' },
  errors: record.errors?.map(({ message }) => message) ?? [],
  sourceIp: record.sourceIP ?? '',
  forwardedFor: [...(record.XForwardedFor ?? [])],
  userAgent: record.userAgent ?? '',
  time: timestampFromDate(dateOf(record.timestamp)),
  productVersion: record.pantherVersion,
  requestId: record.requestId,
  correlationId: record.correlationId,
  causationId: record.causationId ?? '',
  targets: record.targets.map((target) => ({ ...target })),
  changes: record.changes.map(({ field, before, after }) => ({
    field,
    before: valueOf(before),
    after: valueOf(after),
  })),
  json: canonicalJson(record),
});
