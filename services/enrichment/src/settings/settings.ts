import type { Recorded } from '@margay/event-store';
import type { Actor } from '@margay/contracts';
import type { DataModelDefinition } from '../data-models/data-model.js';
import type { RuleDefinition } from '../rules/rule.js';
import type { SettingEvent } from './setting-event.js';

/** A definition with its last change. */
export interface Setting<Definition> {
  readonly definition: Definition;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** All settings as they are after one position of the log. */
export class Settings {
  /** Of the last event that is in here. */
  position = 0;
  readonly dataModels = new Map<string, Setting<DataModelDefinition>>();
  readonly rules = new Map<string, Setting<RuleDefinition>>();

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
    }
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
