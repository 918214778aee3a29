import { create } from '@bufbuild/protobuf';
import {
  AttemptRecordedSchema,
  type EventOf,
  HoldLiftedSchema,
  HoldPlacedSchema,
  ReaderRegisteredSchema,
  ReaderRemovedSchema,
  RebuildBegunSchema,
  RebuildEndedSchema,
  RecordsDroppedSchema,
  RetentionSetSchema,
  SubjectErasedSchema,
  WebhookParkedSchema,
  WebhookPausedSchema,
  WebhookRegisteredSchema,
  WebhookRemovedSchema,
  WebhookResumedSchema,
  WebhookSecretRotatedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { AuditEvent } from './audit-event.js';
import { findingToWire } from './rebuild/rebuild.wire.js';
import { filterToWire } from './webhooks/webhooks.wire.js';

/** What others may know of an event: all of it. */
export function auditEventToWire({ event, stream }: Recorded<AuditEvent>): EventOf<'audit'> {
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
    case 'RebuildBegun':
      return create(RebuildBegunSchema, {
        reason: event.reason,
        throughSequence: BigInt(event.throughSequence),
      });
    case 'RebuildEnded':
      return create(RebuildEndedSchema, {
        records: BigInt(event.records),
        findings: event.findings.map(findingToWire),
      });
    case 'ReaderRegistered':
      return create(ReaderRegisteredSchema, {
        readerId: idOf(stream),
        name: event.name,
        actions: [...event.actions],
        afterSequence: BigInt(event.afterSequence),
      });
    case 'ReaderRemoved':
      return create(ReaderRemovedSchema, { readerId: idOf(stream) });
    case 'WebhookRegistered':
      return create(WebhookRegisteredSchema, {
        webhookId: idOf(stream),
        name: event.name,
        url: event.url,
        filter: filterToWire(event.filter),
        afterSequence: BigInt(event.afterSequence),
      });
    case 'WebhookPaused':
      return create(WebhookPausedSchema, { webhookId: idOf(stream), reason: event.reason });
    case 'WebhookParked':
      return create(WebhookParkedSchema, { webhookId: idOf(stream), reason: event.reason });
    case 'WebhookResumed':
      return create(WebhookResumedSchema, {
        webhookId: idOf(stream),
        ...(event.afterSequence === undefined
          ? {}
          : { afterSequence: BigInt(event.afterSequence) }),
      });
    case 'WebhookSecretRotated':
      return create(WebhookSecretRotatedSchema, {
        webhookId: idOf(stream),
        generation: event.generation,
      });
    case 'WebhookRemoved':
      return create(WebhookRemovedSchema, { webhookId: idOf(stream) });
  }
}
