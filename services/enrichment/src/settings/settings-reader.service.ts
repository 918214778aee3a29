import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { PostgresEventStore, streamName } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { DataModelDefinition } from '../data-models/data-model.js';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import type { ProviderDefinition } from '../providers/provider-definition.js';
import type { RuleDefinition } from '../rules/rule.js';
import type { SettingEvent } from './setting-event.js';
import type { LookupTableSetting, Setting } from './settings.js';
import { SettingsLog } from './settings-log.service.js';

/** Streams are named `<category>-<name>`. */
export const CATEGORIES = {
  dataModel: 'data_model',
  rule: 'enrichment_rule',
  provider: 'enrichment_provider',
  breaker: 'provider_breaker',
  answers: 'provider_answers',
  lookupTable: 'lookup_table',
} as const;

const LIMIT = { default: 100, max: 200 } as const;
const VERSIONS_MAX = 100;

export interface ListedDataModel {
  readonly logType: string;
  readonly definition: DataModelDefinition;
  /** Undefined for one that came with the service. */
  readonly change?: Setting<DataModelDefinition>;
}

/** One definition there was; without it, one removal. */
export type Version = Omit<Setting<unknown>, 'definition'> & {
  readonly definition?: DataModelDefinition;
};

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; empty on the last. */
  readonly next: string;
}

/** What seals the cursors of the lists. */
export class CursorSecret {
  constructor(readonly value: string) {}
}

/** Answers about settings, never older than what was acknowledged before the question. */
@Injectable()
export class SettingsReader {
  constructor(
    private readonly log: SettingsLog,
    private readonly current: CurrentEnricher,
    private readonly store: PostgresEventStore<SettingEvent>,
    private readonly cursors: CursorSecret,
  ) {}

  async dataModel(logType: string): Promise<ListedDataModel> {
    const change = (await this.log.fresh()).dataModels.get(logType);
    if (change !== undefined) return { logType, definition: change.definition, change };
    const builtIn = this.current.builtIn.models.of(logType);
    if (builtIn === undefined) throw unknown('data model');
    return { logType, definition: builtIn.definition };
  }

  async dataModels(limit: number, cursor: string): Promise<Page<ListedDataModel>> {
    const { dataModels } = await this.log.fresh();
    const names = new Set([...this.current.builtIn.models.logTypes, ...dataModels.keys()]);
    const { items, next } = this.page('data-models', [...names], limit, cursor);
    return { items: await Promise.all(items.map((name) => this.dataModel(name))), next };
  }

  /** Newest first. */
  async dataModelVersions(logType: string): Promise<readonly Version[]> {
    const recorded = await this.store.load(streamName(CATEGORIES.dataModel, logType));
    return recorded
      .slice(-VERSIONS_MAX)
      .reverse()
      .map(({ event, version, at, cause }) => ({
        revision: version,
        updatedAt: at,
        updatedBy: cause.actor,
        ...(event.type === 'DataModelDefined' ? { definition: event.definition } : {}),
      }));
  }

  async rule(name: string): Promise<Setting<RuleDefinition>> {
    const rule = (await this.log.fresh()).rules.get(name);
    if (rule === undefined) throw unknown('enrichment rule');
    return rule;
  }

  async rules(
    limit: number,
    cursor: string,
  ): Promise<Page<readonly [string, Setting<RuleDefinition>]>> {
    const { rules } = await this.log.fresh();
    const { items, next } = this.page('enrichment-rules', [...rules.keys()], limit, cursor);
    return { items: items.map((name) => [name, rules.get(name)!] as const), next };
  }

  async provider(name: string): Promise<Setting<ProviderDefinition>> {
    const provider = (await this.log.fresh()).providers.get(name);
    if (provider === undefined) throw unknown('provider');
    return provider;
  }

  async providers(
    limit: number,
    cursor: string,
  ): Promise<Page<readonly [string, Setting<ProviderDefinition>]>> {
    const { providers } = await this.log.fresh();
    const { items, next } = this.page('providers', [...providers.keys()], limit, cursor);
    return { items: items.map((name) => [name, providers.get(name)!] as const), next };
  }

  async lookupTable(name: string): Promise<LookupTableSetting> {
    const table = (await this.log.fresh()).lookupTables.get(name);
    if (table === undefined) throw unknown('lookup table');
    return table;
  }

  async lookupTables(
    limit: number,
    cursor: string,
  ): Promise<Page<readonly [string, LookupTableSetting]>> {
    const { lookupTables } = await this.log.fresh();
    const { items, next } = this.page('lookup-tables', [...lookupTables.keys()], limit, cursor);
    return { items: items.map((name) => [name, lookupTables.get(name)!] as const), next };
  }

  /** In the order of names, so that a page goes on where the one before ended, whatever came since. */
  private page(
    list: string,
    names: readonly string[],
    limit: number,
    cursor: string,
  ): Page<string> {
    const after =
      cursor === '' ? '' : z.string().parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    const left = [...names].sort().filter((name) => name > after);
    const items = left.slice(0, size);
    const last = items.at(-1);
    const isMore = left.length > size && last !== undefined;
    return { items, next: isMore ? sealCursor(this.cursors.value, list, last) : '' };
  }
}

const unknown = (what: string) => new ServiceError('not_found', `There is no such ${what}.`);
