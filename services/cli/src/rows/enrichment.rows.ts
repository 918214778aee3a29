import type { CommandGroup } from '../command-row.js';

export const ENRICHMENT: CommandGroup = {
  name: 'enrichment',
  about: 'What log events are enriched by: data models, rules, notices.',
  rows: [
    { name: 'explain', operation: 'explainEnrichment' },
    {
      name: 'notices',
      operation: 'listEnrichmentNotices',
      columns: ['table', 'source', 'licence', 'ranges', 'rows'],
    },
    {
      name: 'models',
      operation: 'listDataModels',
      columns: ['logType', 'origin', 'revision', 'updatedAt'],
    },
    { name: 'model', operation: 'getDataModel' },
    { name: 'define-model', operation: 'defineDataModel' },
    { name: 'remove-model', operation: 'removeDataModel' },
    {
      name: 'model-versions',
      operation: 'listDataModelVersions',
      columns: ['revision', 'updatedAt', 'updatedBy'],
    },
    {
      name: 'rules',
      operation: 'listEnrichmentRules',
      columns: ['name', 'enabled', 'table', 'logTypes', 'selectors', 'condition'],
    },
    { name: 'rule', operation: 'getEnrichmentRule' },
    { name: 'define-rule', operation: 'defineEnrichmentRule' },
    { name: 'remove-rule', operation: 'removeEnrichmentRule' },
  ],
};

export const TABLES: CommandGroup = {
  name: 'tables',
  about: 'Lookup tables: rows of yours that log events are matched with.',
  rows: [
    {
      name: 'list',
      operation: 'listLookupTables',
      columns: ['name', 'enabled', 'active', 'fault', 'memoryBytes'],
    },
    { name: 'get', operation: 'getLookupTable' },
    { name: 'define', operation: 'defineLookupTable' },
    { name: 'remove', operation: 'removeLookupTable' },
    { name: 'lookup', operation: 'lookUp' },
    {
      name: 'imports',
      operation: 'listLookupImports',
      columns: ['id', 'state', 'bytes', 'createdAt', 'finishedAt', 'fault'],
    },
    { name: 'get-import', operation: 'getLookupImport' },
  ],
};

export const PROVIDERS: CommandGroup = {
  name: 'providers',
  about: 'Third parties that are asked, their quotas and breakers.',
  rows: [
    {
      name: 'list',
      operation: 'listEnrichmentProviders',
      columns: ['name', 'enabled', 'builtIn', 'baseUrl', 'revision'],
    },
    { name: 'get', operation: 'getEnrichmentProvider' },
    { name: 'define', operation: 'defineEnrichmentProvider' },
    { name: 'remove', operation: 'removeEnrichmentProvider' },
    {
      name: 'ask',
      operation: 'askEnrichmentProvider',
      columns: ['value', 'kind', 'status', 'reason', 'verdict', 'tier', 'ageMs'],
    },
    { name: 'purge', operation: 'purgeEnrichmentProvider' },
    { name: 'quotas', operation: 'listProviderQuotas' },
    {
      name: 'breakers',
      operation: 'listProviderBreakers',
      columns: ['provider', 'state', 'order'],
    },
    { name: 'force-breaker', operation: 'forceProviderBreaker' },
  ],
};

export const BUS: CommandGroup = {
  name: 'bus',
  about: 'The pipeline of log events: what waits, what is parked, and trying that again.',
  rows: [
    { name: 'pipeline', operation: 'getEnrichmentPipeline' },
    {
      name: 'parked',
      operation: 'listParkedEvents',
      columns: ['id', 'logType', 'code', 'message', 'deliveries', 'parkedAt'],
    },
    { name: 'show', operation: 'getParkedEvent' },
    { name: 'replay', operation: 'replayParkedEvent' },
    { name: 'skip', operation: 'skipParkedEvent' },
  ],
};

export const STATE: CommandGroup = {
  name: 'state',
  about: 'What detections remember: counters, sets and values, by namespace.',
  rows: [
    { name: 'namespace', operation: 'getSharedNamespace' },
    { name: 'clear', operation: 'clearSharedNamespace' },
    { name: 'counter', operation: 'getSharedCounter' },
    { name: 'increment', operation: 'incrementSharedCounter' },
    { name: 'set', operation: 'getSharedSet' },
    { name: 'change-set', operation: 'changeSharedSet' },
    { name: 'value', operation: 'getSharedValue' },
    { name: 'put-value', operation: 'putSharedValue' },
    { name: 'forget', operation: 'forgetSharedState' },
  ],
};
