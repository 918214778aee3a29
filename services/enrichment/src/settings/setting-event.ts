import type { AnswersEvent } from '../asking/answers.decider.js';
import type { BreakerEvent } from '../breakers/breaker.decider.js';
import type { DataModelDefinition } from '../data-models/data-model.js';
import type { LookupTableEvent } from '../lookup-tables/lookup-table.decider.js';
import type { ProviderDefinition } from '../providers/provider-definition.js';
import type { RuleDefinition } from '../rules/rule.js';

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type DataModelEvent =
  | {
      readonly type: 'DataModelDefined';
      readonly logType: string;
      readonly definition: DataModelDefinition;
    }
  | { readonly type: 'DataModelRemoved'; readonly logType: string };

export type RuleEvent =
  | {
      readonly type: 'EnrichmentRuleDefined';
      readonly name: string;
      readonly definition: RuleDefinition;
    }
  | { readonly type: 'EnrichmentRuleRemoved'; readonly name: string };

export type ProviderEvent =
  | {
      readonly type: 'ProviderDefined';
      readonly name: string;
      readonly definition: ProviderDefinition;
    }
  | { readonly type: 'ProviderRemoved'; readonly name: string };

/** Everything that changes how events are enriched. */
export type SettingEvent =
  DataModelEvent | RuleEvent | ProviderEvent | BreakerEvent | AnswersEvent | LookupTableEvent;
