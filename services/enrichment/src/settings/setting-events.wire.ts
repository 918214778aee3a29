import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  DataModelDefinedSchema,
  DataModelRemovedSchema,
  EnrichmentRuleDefinedSchema,
  EnrichmentRuleRemovedSchema,
  type EventOf,
  LookupTableActivatedSchema,
  LookupTableDefinedSchema,
  LookupTableImportedSchema,
  LookupTableImportFailedSchema,
  LookupTableOverdueSchema,
  LookupTableRemovedSchema,
  ProviderAnswersPurgedSchema,
  ProviderBreakerClosedSchema,
  ProviderBreakerForcedSchema,
  ProviderBreakerOpenedSchema,
  ProviderDefinedSchema,
  ProviderRemovedSchema,
} from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import {
  definitionToWire,
  faultToWire,
  versionToWire,
} from '../lookup-tables/lookup-tables.wire.js';
import { definitionToWire as providerToWire } from '../providers/providers.wire.js';
import type { SettingEvent } from './setting-event.js';
import { fieldsToWire } from './settings.wire.js';

/** What others may know of an event: all of it. */
export function settingEventToWire({ event, at }: Recorded<SettingEvent>): EventOf<'enrichment'> {
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
    case 'ProviderDefined':
      return create(ProviderDefinedSchema, {
        name: event.name,
        definition: providerToWire(event.definition),
      });
    case 'ProviderRemoved':
      return create(ProviderRemovedSchema, { name: event.name });
    case 'ProviderBreakerForced': {
      const { name, state, reason } = event;
      return create(ProviderBreakerForcedSchema, { name, state, reason });
    }
    case 'ProviderBreakerOpened': {
      const { name, cause, nextProbeAt } = event;
      return create(ProviderBreakerOpenedSchema, {
        name,
        cause,
        nextProbeAt: timestampFromDate(new Date(nextProbeAt)),
      });
    }
    case 'ProviderBreakerClosed':
      return create(ProviderBreakerClosedSchema, { name: event.name });
    case 'ProviderAnswersPurged': {
      const { name, valueDigest, verdict } = event;
      return create(ProviderAnswersPurgedSchema, { name, valueDigest, verdict });
    }
    case 'LookupTableDefined':
      return create(LookupTableDefinedSchema, {
        name: event.name,
        definition: definitionToWire(event.definition),
      });
    case 'LookupTableRemoved':
      return create(LookupTableRemovedSchema, { name: event.name });
    case 'LookupTableImported': {
      const { name, importId, version } = event;
      return create(LookupTableImportedSchema, {
        name,
        importId,
        version: { ...versionToWire(version), at: timestampFromDate(at) },
      });
    }
    case 'LookupTableActivated':
      return create(LookupTableActivatedSchema, { name: event.name, versionId: event.versionId });
    case 'LookupTableImportFailed': {
      const { name, importId, fault } = event;
      return create(LookupTableImportFailedSchema, { name, importId, fault: faultToWire(fault) });
    }
    case 'LookupTableOverdue':
      return create(LookupTableOverdueSchema, {
        name: event.name,
        since: timestampFromDate(new Date(event.since)),
      });
  }
}
