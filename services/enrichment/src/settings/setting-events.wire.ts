import { create } from '@bufbuild/protobuf';
import {
  DataModelDefinedSchema,
  DataModelRemovedSchema,
  EnrichmentRuleDefinedSchema,
  EnrichmentRuleRemovedSchema,
  type EventOf,
} from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import type { SettingEvent } from './setting-event.js';
import { fieldsToWire } from './settings.wire.js';

/** What others may know of an event: all of it. */
export function settingEventToWire({ event }: Recorded<SettingEvent>): EventOf<'enrichment'> {
  switch (event.type) {
    case 'DataModelDefined': {
      const { logType, definition } = event;
      return create(DataModelDefinedSchema, {
        logType,
        fields: fieldsToWire(definition.fields),
        selectors: [...definition.selectors],
      });
    }
    case 'DataModelRemoved':
      return create(DataModelRemovedSchema, { logType: event.logType });
    case 'EnrichmentRuleDefined': {
      const { name, definition } = event;
      const { logTypes, selectors, ...rest } = definition;
      return create(EnrichmentRuleDefinedSchema, {
        ...rest,
        name,
        logTypes: [...logTypes],
        selectors: [...selectors],
      });
    }
    case 'EnrichmentRuleRemoved':
      return create(EnrichmentRuleRemovedSchema, { name: event.name });
  }
}
