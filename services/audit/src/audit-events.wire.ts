import { create } from '@bufbuild/protobuf';
import {
  AttemptRecordedSchema,
  type EventOf,
  HoldLiftedSchema,
  HoldPlacedSchema,
  RecordsDroppedSchema,
  RetentionSetSchema,
  SubjectErasedSchema,
} from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import type { AuditEvent } from './audit-event.js';

/** What others may know of an event: all of it. */
export function auditEventToWire({ event }: Recorded<AuditEvent>): EventOf<'audit'> {
  switch (event.type) {
    case 'AttemptRecorded': {
      const { type: _type, errors, ...attempt } = event;
      return create(AttemptRecordedSchema, { ...attempt, errors: [...errors] });
    }
    case 'RetentionSet':
      return create(RetentionSetSchema, { days: event.days });
    case 'HoldPlaced':
      return create(HoldPlacedSchema, { holdId: event.holdId, reason: event.reason });
    case 'HoldLifted':
      return create(HoldLiftedSchema, { holdId: event.holdId, reason: event.reason });
    case 'SubjectErased':
      return create(SubjectErasedSchema, { subject: event.subject, reason: event.reason });
    case 'RecordsDropped':
      return create(RecordsDroppedSchema, {
        fromSequence: BigInt(event.fromSequence),
        toSequence: BigInt(event.toSequence),
        days: event.days,
      });
  }
}
