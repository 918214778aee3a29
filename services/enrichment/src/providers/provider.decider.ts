import { definitionDecider } from '../settings/definition.decider.js';
import type { ProviderEvent } from '../settings/setting-event.js';
import type { ProviderDefinition } from './provider-definition.js';

/** One provider. */
export const providerDecider = definitionDecider<ProviderDefinition, ProviderEvent>({
  what: 'provider',
  defined: (name, definition) => ({ type: 'ProviderDefined', name, definition }),
  removed: (name) => ({ type: 'ProviderRemoved', name }),
  definitionIn: (event) => (event.type === 'ProviderDefined' ? event.definition : undefined),
});
