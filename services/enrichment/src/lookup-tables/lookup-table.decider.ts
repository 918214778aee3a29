import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { isSame } from '../settings/same.js';
import type { LookupTableDefinition } from './lookup-table-definition.js';

/** One version of a table's data, as it is kept. */
export interface VersionRef {
  readonly id: string;
  readonly rows: number;
  /** Kept, uncompressed. */
  readonly bytes: number;
  /** Against the version before. */
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Why data was not taken, in words for whoever sent it. */
export interface ImportFault {
  readonly problem: string;
  readonly line?: number;
  readonly column?: string;
}

export type LookupTableCommand = {
  /** What it is known by, which is the id of its stream. */
  readonly name: string;
} & (
  | {
      readonly type: 'Define';
      readonly definition: LookupTableDefinition;
      /** Refused if it has none of these revisions by now; empty: whichever it has. */
      readonly expectedRevisions: readonly number[];
    }
  | { readonly type: 'Remove'; readonly expectedRevisions: readonly number[] }
  | {
      readonly type: 'StageVersion';
      readonly importId: string;
      /** What the data was read by. */
      readonly schema: LookupTableDefinition['schema'];
      readonly version: VersionRef;
    }
  | { readonly type: 'ActivateVersion'; readonly versionId: string }
  | { readonly type: 'FailImport'; readonly importId: string; readonly fault: ImportFault }
  /** @param since when data, or news that there is none, came last; ISO 8601 */
  | { readonly type: 'SayOverdue'; readonly since: string }
);

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type LookupTableEvent = { readonly name: string } & (
  | { readonly type: 'LookupTableDefined'; readonly definition: LookupTableDefinition }
  | { readonly type: 'LookupTableRemoved' }
  | {
      readonly type: 'LookupTableImported';
      readonly importId: string;
      readonly version: VersionRef;
    }
  | { readonly type: 'LookupTableActivated'; readonly versionId: string }
  | {
      readonly type: 'LookupTableImportFailed';
      readonly importId: string;
      readonly fault: ImportFault;
    }
  | { readonly type: 'LookupTableOverdue'; readonly since: string }
);

export type LookupTableState =
  | { readonly is: 'none'; readonly revision: number }
  | {
      readonly is: 'defined';
      readonly revision: number;
      readonly definition: LookupTableDefinition;
      /** Loaded by the replicas, not in force yet. */
      readonly staged?: VersionRef;
      readonly active?: VersionRef;
      /** Of the import that ended last. */
      readonly fault?: ImportFault;
      /** Told already, until data comes. */
      readonly overdueSince?: string;
    };

const unknown = () => new ServiceError('not_found', 'There is no such lookup table.');
const changed = (revision: number) =>
  new ServiceError(
    'precondition_failed',
    `The lookup table was changed by somebody else: it has revision ${revision}.`,
  );

/** The rules of lookup tables. A version is read by one schema, so another schema ends it. */
export const lookupTableDecider: Decider<LookupTableCommand, LookupTableState, LookupTableEvent> = {
  initial: { is: 'none', revision: 0 },

  decide(command, table) {
    const { name } = command;
    if ('expectedRevisions' in command) {
      const { expectedRevisions } = command;
      if (expectedRevisions.length > 0 && !expectedRevisions.includes(table.revision))
        throw changed(table.revision);
    }
    if (command.type === 'Define')
      return table.is === 'defined' && isSame(table.definition, command.definition)
        ? []
        : [{ type: 'LookupTableDefined', name, definition: command.definition }];
    if (table.is === 'none') throw unknown();
    switch (command.type) {
      case 'Remove':
        return [{ type: 'LookupTableRemoved', name }];
      case 'StageVersion': {
        const { importId, schema, version } = command;
        if (isSame(schema, table.definition.schema))
          return [{ type: 'LookupTableImported', name, importId, version }];
        throw new ServiceError('conflict', 'The schema was changed while the data was read.');
      }
      case 'ActivateVersion':
        return table.staged?.id === command.versionId
          ? [{ type: 'LookupTableActivated', name, versionId: command.versionId }]
          : [];
      case 'FailImport': {
        const { importId, fault } = command;
        return [{ type: 'LookupTableImportFailed', name, importId, fault }];
      }
      case 'SayOverdue':
        return table.overdueSince === command.since
          ? []
          : [{ type: 'LookupTableOverdue', name, since: command.since }];
    }
  },

  evolve(table, event) {
    const { revision } = table;
    if (event.type === 'LookupTableDefined') {
      const { definition } = event;
      const next = { is: 'defined', revision: revision + 1, definition } as const;
      if (table.is === 'none' || !isSame(table.definition.schema, definition.schema)) return next;
      return { ...table, ...next };
    }
    if (table.is === 'none') return table;
    switch (event.type) {
      case 'LookupTableRemoved':
        return { is: 'none', revision: revision + 1 };
      case 'LookupTableImported': {
        const { fault: _past, ...rest } = table;
        return { ...rest, staged: event.version };
      }
      case 'LookupTableActivated': {
        const { staged, ...rest } = table;
        return staged?.id === event.versionId ? { ...rest, active: staged } : table;
      }
      case 'LookupTableImportFailed':
        return { ...table, fault: event.fault };
      case 'LookupTableOverdue':
        return { ...table, overdueSince: event.since };
    }
  },
};
