import { type Options, stringify } from 'csv-stringify/sync';
import type { AuditRecord } from './audit.schema.js';

/** Cells that a spreadsheet would take for a formula are made text. */
const OPTIONS = { escape_formulas: true, record_delimiter: 'windows' } satisfies Options;

const COLUMNS: Readonly<Record<string, (record: AuditRecord) => unknown>> = {
  sequence: ({ sequence }) => sequence,
  timestamp: ({ timestamp }) => timestamp,
  actionName: ({ actionName }) => actionName,
  actionResult: ({ actionResult }) => actionResult,
  actorId: ({ actor }) => actor.id,
  actorType: ({ actor }) => actor.type,
  actorName: ({ actor }) => actor.name,
  sourceIP: ({ sourceIP }) => sourceIP,
  XForwardedFor: ({ XForwardedFor }) => XForwardedFor?.join(' '),
  userAgent: ({ userAgent }) => userAgent,
  targets: ({ targets }) => targets.map(({ type, id }) => `${type}:${id}`).join(' '),
  errors: ({ errors }) => errors?.map(({ message }) => message).join(' '),
  actionParams: ({ actionParams }) => JSON.stringify(actionParams),
  changes: ({ changes }) => JSON.stringify(changes),
  requestId: ({ requestId }) => requestId,
  correlationId: ({ correlationId }) => correlationId,
  eventId: ({ eventId }) => eventId,
  pantherVersion: ({ pantherVersion }) => pantherVersion,
};

export const csvHead = (): string => stringify([Object.keys(COLUMNS)], OPTIONS);

export const csvLines = (records: readonly AuditRecord[]): string =>
  stringify(
    records.map((record) => Object.values(COLUMNS).map((cell) => cell(record) ?? '')),
    OPTIONS,
  );
