import { definitionDecider } from '../settings/definition.decider.js';
import type { RuleEvent } from '../settings/setting-event.js';
import type { RuleDefinition } from './rule.js';

/** One enrichment rule. */
export const ruleDecider = definitionDecider<RuleDefinition, RuleEvent>({
  what: 'enrichment rule',
  defined: (name, definition) => ({ type: 'EnrichmentRuleDefined', name, definition }),
  removed: (name) => ({ type: 'EnrichmentRuleRemoved', name }),
  definitionIn: (event) => (event.type === 'EnrichmentRuleDefined' ? event.definition : undefined),
});
