import { create } from '@bufbuild/protobuf';
import { AttemptRecordedSchema, type EventOf } from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import type { AuditEvent } from './attempt.js';

/** What others may know of an event: all of it. */
export function auditEventToWire({ event }: Recorded<AuditEvent>): EventOf<'audit'> {
  const { type: _type, ...attempt } = event;
  return create(AttemptRecordedSchema, { ...attempt, errors: [...attempt.errors] });
}
