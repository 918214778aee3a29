import type { Target } from '@margay/audit-proof';
import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { DataModelField, EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type EnrichmentEntries = {
  readonly [Event in EventOf<'enrichment'> as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on enrichment are called, and for people. */
export const ENRICHMENT_ACTIONS = {
  UPDATE_DATA_MODEL: 'Defines the data model of a log type.',
  DELETE_DATA_MODEL: 'Removes the data model of a log type.',
  UPDATE_ENRICHMENT_RULE: 'Defines an enrichment rule.',
  DELETE_ENRICHMENT_RULE: 'Removes an enrichment rule.',
  UPDATE_ENRICHMENT_PROVIDER: 'Defines a third party that values are looked up at.',
  DELETE_ENRICHMENT_PROVIDER: 'Removes a third party that values are looked up at.',
  FORCE_PROVIDER_BREAKER: 'Holds calls to a provider back, or none, or takes that order back.',
  OPEN_PROVIDER_BREAKER: 'Begins to hold calls to a provider back.',
  CLOSE_PROVIDER_BREAKER: 'Lets calls to a provider through again.',
  PURGE_PROVIDER_ANSWERS: 'Forgets what a provider said.',
  UPDATE_LOOKUP_TABLE: 'Defines a lookup table.',
  DELETE_LOOKUP_TABLE: 'Removes a lookup table.',
  IMPORT_LOOKUP_TABLE: 'Imports data into a lookup table.',
  ACTIVATE_LOOKUP_TABLE: 'Puts data of a lookup table in force.',
  MISS_LOOKUP_TABLE: 'Misses new data of a lookup table.',
} as const;

const entry = (
  actionName: keyof typeof ENRICHMENT_ACTIONS,
  target: Target,
  input: JsonObject,
): AuditEntry => ({
  actionName,
  actionDescription: ENRICHMENT_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  targets: [target],
});

const dataModel = (logType: string): Target => ({ type: 'data-model', id: logType, name: logType });
const rule = (name: string): Target => ({ type: 'enrichment-rule', id: name, name });

const provider = (name: string): Target => ({ type: 'enrichment-provider', id: name, name });

const lookupTable = (name: string): Target => ({ type: 'lookup-table', id: name, name });

const fieldOf = ({ path, method }: DataModelField): JsonObject =>
  method === '' ? { path } : { method };

/** One line for each event of `enrichment`. */
export const ENRICHMENT_ENTRIES: EnrichmentEntries = {
  'margay.enrichment.v1.DataModelDefined': ({ logType, fields, selectors }) =>
    entry('UPDATE_DATA_MODEL', dataModel(logType), {
      logType,
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, fieldOf(field)]),
      ),
      selectors,
    }),
  'margay.enrichment.v1.DataModelRemoved': ({ logType }) =>
    entry('DELETE_DATA_MODEL', dataModel(logType), { logType }),
  'margay.enrichment.v1.EnrichmentRuleDefined': (event) =>
    entry('UPDATE_ENRICHMENT_RULE', rule(event.name), {
      name: event.name,
      description: event.description,
      enabled: event.enabled,
      logTypes: event.logTypes,
      selectors: event.selectors,
      table: event.table,
      condition: event.condition,
      priority: event.priority,
    }),
  'margay.enrichment.v1.EnrichmentRuleRemoved': ({ name }) =>
    entry('DELETE_ENRICHMENT_RULE', rule(name), { name }),
  'margay.enrichment.v1.ProviderDefined': ({ name, definition }) =>
    entry('UPDATE_ENRICHMENT_PROVIDER', provider(name), {
      name,
      description: definition?.description ?? '',
      enabled: definition?.enabled ?? false,
      builtIn: definition?.builtIn ?? '',
      baseUrl: definition?.baseUrl ?? '',
      roleArn: definition?.key?.roleArn ?? '',
      secretArn: definition?.key?.secretArn ?? '',
      declared: definition?.declared ?? {},
      quota: definition?.quota ?? {},
      cache: definition?.cache ?? {},
    }),
  'margay.enrichment.v1.ProviderRemoved': ({ name }) =>
    entry('DELETE_ENRICHMENT_PROVIDER', provider(name), { name }),
  'margay.enrichment.v1.ProviderBreakerForced': ({ name, state, reason }) =>
    entry('FORCE_PROVIDER_BREAKER', provider(name), { name, state, reason }),
  'margay.enrichment.v1.ProviderBreakerOpened': ({ name, cause, nextProbeAt }) => ({
    ...entry('OPEN_PROVIDER_BREAKER', provider(name), { name, cause }),
    actionDetails: nextProbeAt ? { nextProbeAt: timestampDate(nextProbeAt).toISOString() } : {},
  }),
  'margay.enrichment.v1.ProviderBreakerClosed': ({ name }) =>
    entry('CLOSE_PROVIDER_BREAKER', provider(name), { name }),
  'margay.enrichment.v1.ProviderAnswersPurged': ({ name, valueDigest, verdict }) =>
    entry('PURGE_PROVIDER_ANSWERS', provider(name), {
      name,
      ...(valueDigest === '' ? {} : { valueDigest }),
      ...(verdict === '' ? {} : { verdict }),
    }),
  'margay.enrichment.v1.LookupTableDefined': ({ name, definition }) =>
    entry('UPDATE_LOOKUP_TABLE', lookupTable(name), {
      name,
      description: definition?.description ?? '',
      enabled: definition?.enabled ?? false,
      primaryKey: definition?.primaryKey ?? '',
      columns: definition?.columns.map((column) => column.name) ?? [],
      associations:
        definition?.associations.map(({ logType, selectors }) => ({ logType, selectors })) ?? [],
    }),
  'margay.enrichment.v1.LookupTableRemoved': ({ name }) =>
    entry('DELETE_LOOKUP_TABLE', lookupTable(name), { name }),
  'margay.enrichment.v1.LookupTableImported': ({ name, importId, version }) => ({
    ...entry('IMPORT_LOOKUP_TABLE', lookupTable(name), { name, importId }),
    actionDetails: {
      rows: version?.rows ?? 0,
      added: version?.added ?? 0,
      removed: version?.removed ?? 0,
      changed: version?.changed ?? 0,
    },
  }),
  'margay.enrichment.v1.LookupTableActivated': ({ name, versionId }) =>
    entry('ACTIVATE_LOOKUP_TABLE', lookupTable(name), { name, versionId }),
  'margay.enrichment.v1.LookupTableImportFailed': ({ name, importId, fault }) => ({
    ...entry('IMPORT_LOOKUP_TABLE', lookupTable(name), { name, importId }),
    actionResult: 'FAILED',
    errors: [fault?.problem ?? ''],
    actionDetails: {
      ...(fault?.line ? { line: fault.line } : {}),
      ...(fault?.column ? { column: fault.column } : {}),
    },
  }),
  'margay.enrichment.v1.LookupTableOverdue': ({ name, since }) => ({
    ...entry('MISS_LOOKUP_TABLE', lookupTable(name), { name }),
    actionResult: 'FAILED',
    errors: ['No data arrived for longer than the table allows.'],
    actionDetails: {
      alert: true,
      ...(since ? { since: timestampDate(since).toISOString() } : {}),
    },
  }),
};
