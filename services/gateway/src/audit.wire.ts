import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { AuditRecord as WireRecord } from '@margay/contracts';
import type { AuditRecord } from './audit.schema.js';

/** Date and time apart by a space, without a zone: the form that consumers of the record parse. */
const timestampOf = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');

export const recordToRest = (record: WireRecord): AuditRecord => ({
  actionName: record.actionName,
  actionDescription: record.actionDescription,
  actionResult: record.actionResult as AuditRecord['actionResult'],
  actionParams: record.actionParams ?? {},
  actionDetails: record.actionDetails ?? {},
  actor: {
    id: record.actor?.id ?? '',
    type: record.actor?.type === 'TOKEN' ? 'TOKEN' : 'USER',
    name: record.actor?.name ?? '',
  },
  errors: record.errors.length > 0 ? record.errors.map((message) => ({ message })) : null,
  sourceIP: record.sourceIp,
  XForwardedFor: record.forwardedFor,
  userAgent: record.userAgent,
  timestamp: record.time ? timestampOf(timestampDate(record.time)) : '',
  pantherVersion: record.productVersion,
  eventId: record.eventId,
  sequence: Number(record.sequence),
  requestId: record.requestId,
  ...(record.correlationId ? { correlationId: record.correlationId } : {}),
  ...(record.causationId ? { causationId: record.causationId } : {}),
  targets: record.targets.map(({ type, id, name }) => ({ type, id, name })),
});
