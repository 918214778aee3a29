import { create, toJson, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type Actor, type AnyEvent, AuditRecordSchema } from '@margay/contracts';
import type { Cause } from '@margay/event-store';
import { auditEntryOf } from './audit-entry.js';

/** An event of any service with its place in that service's log. */
export interface Auditable {
  /** The service whose log it is in. */
  readonly source: string;
  readonly position: number;
  readonly id: string;
  readonly at: Date;
  readonly cause: Cause;
  readonly message: AnyEvent;
}

/** The system writes as a user; consumers of the published record know no third kind. */
const TYPE: Readonly<Record<Actor['type'], string>> = {
  'api-token': 'TOKEN',
  user: 'USER',
  system: 'USER',
};

/** The record of an event but for its number, as it is kept: ProtoJSON of `margay.audit.v1.AuditRecord`. */
export function auditRecordOf(
  { id, at, cause, message }: Auditable,
  productVersion: string,
): JsonValue {
  const { actor, origin } = cause;
  const entry = auditEntryOf(message);
  return toJson(
    AuditRecordSchema,
    create(AuditRecordSchema, {
      eventId: id,
      actionName: entry.actionName,
      actionDescription: entry.actionDescription,
      actionResult: entry.actionResult,
      actionParams: entry.actionParams as JsonObject,
      actionDetails: entry.actionDetails as JsonObject,
      actor: { id: actor.id, type: TYPE[actor.type], name: actor.name ?? '' },
      errors: [...entry.errors],
      sourceIp: origin?.sourceIp ?? '',
      forwardedFor: [...(origin?.forwardedFor ?? [])],
      userAgent: origin?.userAgent ?? '',
      time: timestampFromDate(at),
      productVersion,
      requestId: cause.requestId,
      correlationId: cause.correlationId ?? '',
      causationId: cause.causationId ?? '',
      targets: entry.targets.map((target) => ({ ...target })),
    }),
  );
}
