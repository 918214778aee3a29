import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  actorFromWire,
  type DataModel as WireDataModel,
  type DataModelField,
  type DataModelVersion,
  type EnrichmentRule,
  type SettingChange,
} from '@margay/contracts';
import { present } from '../present.js';
import type { DataModel, Rule, WriteDataModel, WriteRule } from './settings.schema.js';

export const changeToRest = ({ revision, at, by }: SettingChange) => {
  const actor = by ? actorFromWire(by) : undefined;
  return {
    revision,
    updatedAt: timestampDate(present(at)).toISOString(),
    ...(actor ? { updatedBy: { id: actor.id, type: actor.type } } : {}),
  };
};

const fieldsToRest = (fields: Readonly<Record<string, DataModelField>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path, method }]) => [
      name,
      method === '' ? { path } : { method },
    ]),
  );

export const fieldsToWire = (fields: WriteDataModel['fields'] = {}) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path = '', method = '' }]) => [name, { path, method }]),
  );

export const dataModelToRest = ({
  logType,
  fields,
  selectors,
  change,
}: WireDataModel): DataModel => ({
  logType,
  origin: change ? 'custom' : 'built-in',
  fields: fieldsToRest(fields),
  selectors,
  ...(change ? changeToRest(change) : {}),
});

export const versionToRest = ({ change, dataModel }: DataModelVersion) => ({
  ...changeToRest(present(change)),
  ...(dataModel
    ? {
        definition: { fields: fieldsToRest(dataModel.fields), selectors: dataModel.selectors },
      }
    : {}),
});

/** What is left out has these values. */
export const ruleToWire = ({
  description = '',
  enabled = true,
  condition = '',
  priority = 100,
  ...rest
}: WriteRule) => ({ description, enabled, condition, priority, ...rest });

export const ruleToRest = (rule: EnrichmentRule): Rule => ({
  name: rule.name,
  description: rule.description,
  enabled: rule.enabled,
  logTypes: rule.logTypes,
  selectors: rule.selectors,
  table: rule.table,
  condition: rule.condition,
  priority: rule.priority,
  ...changeToRest(present(rule.change)),
});
