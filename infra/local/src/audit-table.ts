import { table } from './table.js';

/** An entry of `GET /audit-log`, as far as it is shown. */
export interface AuditEntry {
  readonly timestamp?: string;
  readonly actionName?: string;
  readonly actionDescription?: string;
  readonly actionResult?: string;
  readonly actor?: { readonly id?: string; readonly type?: string; readonly name?: string };
  readonly sourceIP?: string;
}

const COLUMNS = [
  { title: 'TIME' },
  { title: 'ACTION' },
  { title: 'RESULT' },
  { title: 'ACTOR' },
  { title: 'FROM' },
  { title: 'DESCRIPTION' },
];

export const auditTable = (entries: readonly AuditEntry[], width: number): readonly string[] =>
  entries.length === 0
    ? ['(no entry yet)']
    : table(
        COLUMNS,
        entries.map(({ timestamp, actionName, actionResult, actor, sourceIP, ...rest }) => [
          timestamp ?? '',
          actionName ?? '',
          actionResult ?? '',
          actor?.name ?? actor?.id ?? '',
          sourceIP ?? '',
          rest.actionDescription ?? '',
        ]),
        width,
      );
