import type { Recorded } from '@margay/event-store';
import type { Actor } from '@margay/contracts';
import type { DataModelDefinition } from '../data-models/data-model.js';
import {
  lookupTableDecider,
  type LookupTableEvent,
  type LookupTableState,
} from '../lookup-tables/lookup-table.decider.js';
import type { ProviderDefinition } from '../providers/provider-definition.js';
import type { RuleDefinition } from '../rules/rule.js';
import type { OrderedState } from '../breakers/breaker.decider.js';
import type { SettingEvent } from './setting-event.js';

/** A definition with its last change. */
export interface Setting<Definition> {
  readonly definition: Definition;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** A lookup table as its events say, with the last change of its definition. */
export interface LookupTableSetting {
  readonly state: Extract<LookupTableState, { readonly is: 'defined' }>;
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** What an operator said of a provider's breakers last. */
export interface BreakerOrder {
  readonly state: OrderedState;
  readonly reason: string;
  readonly at: Date;
  readonly by: Actor;
}

/** All settings as they are after one position of the log. */
export class Settings {
  /** Of the last event that is in here. */
  position = 0;
  readonly dataModels = new Map<string, Setting<DataModelDefinition>>();
  readonly rules = new Map<string, Setting<RuleDefinition>>();
  readonly providers = new Map<string, Setting<ProviderDefinition>>();
  readonly lookupTables = new Map<string, LookupTableSetting>();
  /** By provider; one that was taken back is `automatic`. */
  readonly breakerOrders = new Map<string, BreakerOrder>();
  /** By provider, the position of the last order to forget what it said. */
  readonly purges = new Map<string, number>();

  /** @param recorded the event at the next position */
  apply(recorded: Recorded<SettingEvent>): void {
    const { event, position } = recorded;
    if (position !== this.position + 1) throw new Error(`Expected ${this.position + 1}.`);
    this.position = position;
    switch (event.type) {
      case 'DataModelDefined':
        this.dataModels.set(event.logType, settingOf(event.definition, recorded));
        return;
      case 'DataModelRemoved':
        this.dataModels.delete(event.logType);
        return;
      case 'EnrichmentRuleDefined':
        this.rules.set(event.name, settingOf(event.definition, recorded));
        return;
      case 'EnrichmentRuleRemoved':
        this.rules.delete(event.name);
        return;
      case 'ProviderDefined':
        this.providers.set(event.name, settingOf(event.definition, recorded));
        return;
      case 'ProviderRemoved':
        this.providers.delete(event.name);
        return;
      case 'ProviderBreakerForced': {
        const { name, state, reason } = event;
        this.breakerOrders.set(name, { state, reason, at: recorded.at, by: recorded.cause.actor });
        return;
      }
      case 'ProviderAnswersPurged':
        this.purges.set(event.name, position);
        return;
      case 'ProviderBreakerOpened':
      case 'ProviderBreakerClosed':
        return;
      case 'LookupTableDefined':
      case 'LookupTableRemoved':
      case 'LookupTableImported':
      case 'LookupTableActivated':
      case 'LookupTableImportFailed':
      case 'LookupTableOverdue':
        this.applyToTable(event, recorded);
    }
  }

  private readonly removedTables = new Map<string, LookupTableState>();

  private applyToTable(event: LookupTableEvent, { at, cause }: Recorded): void {
    const { name } = event;
    const known = this.lookupTables.get(name);
    const before = known?.state ?? this.removedTables.get(name) ?? lookupTableDecider.initial;
    const state = lookupTableDecider.evolve(before, event);
    if (state.is === 'none') {
      this.lookupTables.delete(name);
      // Its revisions go on where they ended.
      this.removedTables.set(name, state);
      return;
    }
    const isChange = known === undefined || event.type === 'LookupTableDefined';
    this.removedTables.delete(name);
    this.lookupTables.set(name, {
      state,
      updatedAt: isChange ? at : known.updatedAt,
      updatedBy: isChange ? cause.actor : known.updatedBy,
    });
  }
}

const settingOf = <Definition>(
  definition: Definition,
  { version, at, cause }: Recorded,
): Setting<Definition> => ({
  definition,
  revision: version,
  updatedAt: at,
  updatedBy: cause.actor,
});
