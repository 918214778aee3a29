import { timestampDate } from '@bufbuild/protobuf/wkt';
import type {
  ImportFault,
  LookupColumn,
  LookupImport as WireImport,
  LookupRefresh,
  LookupTable as WireTable,
  LookupVersion,
} from '@margay/contracts';
import { present } from '../present.js';
import type { LookupImport, LookupTable, WriteLookupTable } from './lookup-tables.schema.js';
import { changeToRest } from './settings.wire.js';

/** What is left out has these values. */
export const definitionToWire = ({
  description = '',
  reference = '',
  enabled = true,
  schema: { columns, primaryKey, ignoreCase = false },
  associations = [],
  refresh,
}: WriteLookupTable) => ({
  description,
  reference,
  enabled,
  primaryKey,
  ignoreCase,
  associations,
  ...(refresh
    ? {
        refresh: {
          url: refresh.url ?? '',
          roleArn: refresh.roleArn ?? '',
          file: refresh.file ?? '',
          format: refresh.format,
          periodMinutes: refresh.periodMinutes ?? 0,
          cron: refresh.cron ?? '',
          alarmMinutes: refresh.alarmMinutes ?? 0,
        },
      }
    : {}),
  columns: columns.map(({ name, type, required = false, isExpiration = false, validate }) => ({
    name,
    type,
    required,
    isExpiration,
    cidr: validate?.cidr ?? '',
  })),
});

const columnToRest = ({ name, type, required, isExpiration, cidr }: LookupColumn) => ({
  name,
  type: type as LookupTable['schema']['columns'][number]['type'],
  ...(required ? { required } : {}),
  ...(isExpiration ? { isExpiration } : {}),
  ...(cidr === '' ? {} : { validate: { cidr: cidr as 'ipv4' | 'ipv6' | 'any' } }),
});

const versionToRest = ({ id, rows, bytes, added, removed, changed }: LookupVersion) => ({
  id,
  rows,
  bytes: Number(bytes),
  added,
  removed,
  changed,
});

const faultToRest = ({ problem, line, column }: ImportFault) => ({
  problem,
  ...(line > 0 ? { line } : {}),
  ...(column === '' ? {} : { column }),
});

const refreshToRest = ({
  url,
  roleArn,
  file,
  format,
  periodMinutes,
  cron,
  alarmMinutes,
}: LookupRefresh): NonNullable<LookupTable['refresh']> => ({
  ...(url === '' ? {} : { url }),
  ...(roleArn === '' ? {} : { roleArn }),
  ...(file === '' ? {} : { file }),
  format: format as NonNullable<LookupTable['refresh']>['format'],
  ...(periodMinutes === 0 ? {} : { periodMinutes }),
  ...(cron === '' ? {} : { cron }),
  ...(alarmMinutes === 0 ? {} : { alarmMinutes }),
});

export function lookupTableToRest(table: WireTable): LookupTable {
  const { name, active, staged, fault, memoryBytes } = table;
  const definition = present(table.definition);
  const { description, reference, enabled, primaryKey, ignoreCase } = definition;
  return {
    name,
    description,
    reference,
    enabled,
    schema: { columns: definition.columns.map(columnToRest), primaryKey, ignoreCase },
    associations: definition.associations.map(({ logType, selectors }) => ({ logType, selectors })),
    ...(definition.refresh ? { refresh: refreshToRest(definition.refresh) } : {}),
    ...(active ? { active: versionToRest(active) } : {}),
    ...(staged ? { staged: versionToRest(staged) } : {}),
    ...(fault ? { fault: faultToRest(fault) } : {}),
    memoryBytes: Number(memoryBytes),
    ...changeToRest(present(table.change)),
  };
}

export const importToRest = (wire: WireImport): LookupImport => ({
  id: wire.id,
  table: wire.table,
  state: wire.state as LookupImport['state'],
  bytes: Number(wire.bytes),
  createdAt: timestampDate(present(wire.createdAt)).toISOString(),
  ...(wire.finishedAt ? { finishedAt: timestampDate(wire.finishedAt).toISOString() } : {}),
  ...(wire.fault ? { fault: faultToRest(wire.fault) } : {}),
  ...(wire.version ? { version: versionToRest(wire.version) } : {}),
});
