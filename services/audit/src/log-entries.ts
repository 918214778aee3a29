import type { EventOf } from '@margay/contracts';
import type { JsonObject } from '@bufbuild/protobuf';
import type { AuditEntry } from './audit-entry.js';

type OwnEvent = Exclude<
  EventOf<'audit'>,
  { $typeName: 'margay.audit.v1.AttemptRecorded' } | { webhookId: string } | { readerId: string }
>;

type LogEntries = {
  readonly [Event in OwnEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on the audit log itself are called, and for people. */
export const LOG_ACTIONS = {
  LIST_AUDIT_RECORDS: 'Reads the audit log.',
  COUNT_AUDIT_RECORDS: 'Counts records of the audit log.',
  DOWNLOAD_AUDIT_LOG: 'Exports the audit log.',
  STREAM_AUDIT_LOG: 'Follows the audit log as it grows.',
  PROVE_AUDIT_RECORD: 'Reads what proves the audit log.',
  GET_AUDIT_RETENTION: 'Reads how long audit records are kept.',
  UPDATE_AUDIT_RETENTION: 'Changes how long audit records are kept.',
  CREATE_AUDIT_HOLD: 'Forbids that audit records are dropped or erased.',
  DELETE_AUDIT_HOLD: 'Lifts a hold on the audit log.',
  ERASE_AUDIT_SUBJECT: "Erases the personal fields of somebody's audit records.",
  DROP_AUDIT_RECORDS: 'Drops audit records whose time is over.',
  REBUILD_AUDIT_LOG: 'Makes the audit records anew from the logs.',
  END_AUDIT_REBUILD: 'Puts right what differed from the audit records made anew.',
  GET_AUDIT_REBUILD: 'Reads what came of making the audit records anew.',
} as const;

const entry = (
  actionName: keyof typeof LOG_ACTIONS,
  input: JsonObject,
  more: Pick<AuditEntry, 'after' | 'targets'>,
): AuditEntry => ({
  actionName,
  actionDescription: LOG_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  ...more,
});

const retention = [{ type: 'audit-log', id: 'retention', name: '' }] as const;
const records = [{ type: 'audit-log', id: 'records', name: '' }] as const;
const hold = (id: string) => [{ type: 'audit-hold', id, name: '' }] as const;

/** One line for each event of this service but attempts. */
export const LOG_ENTRIES: LogEntries = {
  'margay.audit.v1.RetentionSet': ({ days }) =>
    entry('UPDATE_AUDIT_RETENTION', { days }, { targets: retention, after: { days } }),
  'margay.audit.v1.HoldPlaced': ({ holdId, reason }) =>
    entry(
      'CREATE_AUDIT_HOLD',
      { id: holdId, reason },
      { targets: hold(holdId), after: { reason } },
    ),
  'margay.audit.v1.HoldLifted': ({ holdId, reason }) =>
    entry('DELETE_AUDIT_HOLD', { id: holdId, reason }, { targets: hold(holdId), after: 'gone' }),
  'margay.audit.v1.SubjectErased': ({ subject, reason }) =>
    entry(
      'ERASE_AUDIT_SUBJECT',
      { id: subject, reason },
      { targets: [{ type: 'subject', id: subject, name: '' }] },
    ),
  'margay.audit.v1.RecordsDropped': ({ fromSequence, toSequence, days }) =>
    entry(
      'DROP_AUDIT_RECORDS',
      { fromSequence: Number(fromSequence), toSequence: Number(toSequence), days },
      { targets: retention },
    ),
  'margay.audit.v1.RebuildBegun': ({ reason, throughSequence }) =>
    entry(
      'REBUILD_AUDIT_LOG',
      { reason, throughSequence: Number(throughSequence) },
      { targets: records },
    ),
  'margay.audit.v1.RebuildEnded': ({ records: count, findings }) => ({
    ...entry('END_AUDIT_REBUILD', { records: Number(count) }, { targets: records }),
    actionDetails: {
      alert: findings.length > 0,
      findings: findings.map((finding) => ({
        kind: finding.kind,
        records: Number(finding.records),
        sequences: finding.sequences.map(Number),
      })),
    },
  }),
};
