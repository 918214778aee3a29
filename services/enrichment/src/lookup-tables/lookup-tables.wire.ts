import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type ImportFaultSchema,
  type LookupImportSchema,
  type LookupTableDefinition as WireDefinition,
  type LookupTableDefinitionSchema,
  type LookupTableSchema,
  type LookupVersionSchema,
} from '@margay/contracts';
import type { LookupTableSetting } from '../settings/settings.js';
import type { ImportRow } from './lookup-data.query.js';
import type { ImportFault, VersionRef } from './lookup-table.decider.js';
import type { LookupTableDefinition } from './lookup-table-definition.js';

export const definitionToWire = ({
  schema: { columns, primaryKey, ignoreCase },
  associations,
  refresh,
  ...rest
}: LookupTableDefinition): MessageInitShape<typeof LookupTableDefinitionSchema> => ({
  ...rest,
  primaryKey,
  ignoreCase,
  ...(refresh ? { refresh: { url: '', file: '', cron: '', ...defined(refresh) } } : {}),
  columns: columns.map(({ name, type, required, isExpiration, validate }) => ({
    name,
    type,
    required: required ?? false,
    isExpiration: isExpiration ?? false,
    cidr: validate?.cidr ?? '',
  })),
  associations: associations.map(({ logType, selectors }) => ({
    logType,
    selectors: [...selectors],
  })),
});

/** Without what is undefined. */
const defined = <Part extends object>(
  part: Part,
): { [Key in keyof Part]: NonNullable<Part[Key]> } =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never;

/** Not checked yet: what is in it may be anything of the right type. */
export const definitionFromWire = ({
  description,
  reference,
  enabled,
  columns,
  primaryKey,
  ignoreCase,
  associations,
  refresh,
}: WireDefinition): unknown => ({
  description,
  reference,
  enabled,
  schema: {
    columns: columns.map(({ name, type, required, isExpiration, cidr }) => ({
      name,
      type,
      ...(required ? { required } : {}),
      ...(isExpiration ? { isExpiration } : {}),
      ...(cidr === '' ? {} : { validate: { cidr } }),
    })),
    primaryKey,
    ignoreCase,
  },
  associations: associations.map(({ logType, selectors }) => ({ logType, selectors })),
  ...(refresh
    ? {
        refresh: {
          ...(refresh.url === '' ? {} : { url: refresh.url }),
          ...(refresh.roleArn === '' ? {} : { roleArn: refresh.roleArn }),
          ...(refresh.file === '' ? {} : { file: refresh.file }),
          format: refresh.format,
          ...(refresh.periodMinutes === 0 ? {} : { periodMinutes: refresh.periodMinutes }),
          ...(refresh.cron === '' ? {} : { cron: refresh.cron }),
          ...(refresh.alarmMinutes === 0 ? {} : { alarmMinutes: refresh.alarmMinutes }),
        },
      }
    : {}),
});

export const versionToWire = ({
  bytes,
  ...rest
}: VersionRef): MessageInitShape<typeof LookupVersionSchema> => ({ ...rest, bytes: BigInt(bytes) });

export const faultToWire = ({
  problem,
  line = 0,
  column = '',
}: ImportFault): MessageInitShape<typeof ImportFaultSchema> => ({ problem, line, column });

export const tableToWire = (
  name: string,
  { state, updatedAt, updatedBy }: LookupTableSetting,
  memoryBytes: number,
): MessageInitShape<typeof LookupTableSchema> => ({
  name,
  definition: definitionToWire(state.definition),
  change: {
    revision: state.revision,
    at: timestampFromDate(updatedAt),
    by: actorToWire(updatedBy),
  },
  memoryBytes: BigInt(memoryBytes),
  ...(state.active ? { active: versionToWire(state.active) } : {}),
  ...(state.staged ? { staged: versionToWire(state.staged) } : {}),
  ...(state.fault ? { fault: faultToWire(state.fault) } : {}),
});

export const importToWire = (row: ImportRow): MessageInitShape<typeof LookupImportSchema> => ({
  id: row.id,
  table: row.table,
  state: row.state,
  bytes: BigInt(row.bytes),
  createdAt: timestampFromDate(row.createdAt),
  ...(row.finishedAt ? { finishedAt: timestampFromDate(row.finishedAt) } : {}),
  ...(row.fault ? { fault: faultToWire(row.fault) } : {}),
  ...(row.version ? { version: versionToWire(row.version) } : {}),
});
