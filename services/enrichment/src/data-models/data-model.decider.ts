import { definitionDecider } from '../settings/definition.decider.js';
import type { DataModelEvent } from '../settings/setting-event.js';
import type { DataModelDefinition } from './data-model.js';

/** The data model of one log type. */
export const dataModelDecider = definitionDecider<DataModelDefinition, DataModelEvent>({
  what: 'data model',
  defined: (logType, definition) => ({ type: 'DataModelDefined', logType, definition }),
  removed: (logType) => ({ type: 'DataModelRemoved', logType }),
  definitionIn: (event) => (event.type === 'DataModelDefined' ? event.definition : undefined),
});
