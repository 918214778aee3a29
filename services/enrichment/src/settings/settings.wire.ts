import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type DataModelField,
  type DataModelSchema,
  type DataModelVersionSchema,
  type DefineRuleRequest,
  type EnrichmentRuleSchema,
  type NoticeSchema,
  type SettingChangeSchema,
} from '@margay/contracts';
import type { DataModelDefinition, FieldDefinition } from '../data-models/data-model.js';
import type { RuleDefinition } from '../rules/rule.js';
import type { TableSummary } from '../tables/range-table.js';
import type { Setting } from './settings.js';
import type { ListedDataModel, Version } from './settings-reader.service.js';

export const fieldsToWire = (fields: Readonly<Record<string, FieldDefinition>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path = '', method = '' }]) => [name, { path, method }]),
  );

/** Empty counts as not given, so that the definition says which of the two is missing. */
export const fieldsFromWire = (fields: Readonly<Record<string, DataModelField>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path, method }]) => [
      name,
      { ...(path === '' ? {} : { path }), ...(method === '' ? {} : { method }) },
    ]),
  );

export const changeToWire = ({
  revision,
  updatedAt,
  updatedBy,
}: Omit<Setting<unknown>, 'definition'>): MessageInitShape<typeof SettingChangeSchema> => ({
  revision,
  at: timestampFromDate(updatedAt),
  by: actorToWire(updatedBy),
});

const modelToWire = (logType: string, { fields, selectors }: DataModelDefinition) => ({
  logType,
  fields: fieldsToWire(fields),
  selectors: [...selectors],
});

export const dataModelToWire = ({
  logType,
  definition,
  change,
}: ListedDataModel): MessageInitShape<typeof DataModelSchema> => ({
  ...modelToWire(logType, definition),
  ...(change ? { change: changeToWire(change) } : {}),
});

export const versionToWire = (
  logType: string,
  { definition, ...change }: Version,
): MessageInitShape<typeof DataModelVersionSchema> => ({
  change: changeToWire(change),
  ...(definition ? { dataModel: modelToWire(logType, definition) } : {}),
});

export const ruleFromWire = ({
  description,
  enabled,
  logTypes,
  selectors,
  table,
  condition,
  priority,
}: DefineRuleRequest): RuleDefinition => ({
  description,
  enabled,
  logTypes,
  selectors,
  table,
  condition,
  priority,
});

export const ruleToWire = (
  name: string,
  { definition, ...change }: Setting<RuleDefinition>,
): MessageInitShape<typeof EnrichmentRuleSchema> => ({
  ...definition,
  name,
  logTypes: [...definition.logTypes],
  selectors: [...definition.selectors],
  change: changeToWire(change),
});

export const noticeToWire = ({
  name,
  source,
  ranges,
  rows,
  bytes,
}: TableSummary): MessageInitShape<typeof NoticeSchema> => ({
  table: name,
  source: source.name,
  url: source.url,
  licence: source.licence,
  attribution: source.attribution,
  ranges,
  rows,
  bytes: BigInt(bytes),
});
