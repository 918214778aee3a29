import { Injectable, Logger } from '@nestjs/common';
import { compileDataModel, DataModelDefinition } from '../data-models/data-model.js';
import type { DataModels } from '../data-models/data-models.js';
import { associationsOf } from '../lookup-tables/associations.js';
import { RuleDefinition } from '../rules/rule.js';
import type { Setting, Settings } from '../settings/settings.js';
import type { LookupTable } from '../tables/lookup-table.js';
import { Enricher } from './enricher.js';
import { type NamedRule, Plans } from './plan.js';

/** What comes with the service and is there whatever the settings say. */
export interface BuiltIn {
  readonly models: DataModels;
  /** What every selector of a data model is looked up in. */
  readonly tables: readonly LookupTable[];
  /** What is looked up, and counted, where a rule says so. */
  readonly counting: readonly LookupTable[];
}

/**
 * The enricher that goes by the settings as they are. Another setting makes another enricher: a
 * batch that has begun with one ends with it.
 */
@Injectable()
export class CurrentEnricher {
  private enricher: Enricher;
  private tables: readonly LookupTable[] = [];
  private readonly logger = new Logger('enrichment');

  constructor(readonly builtIn: BuiltIn) {
    const { models, tables, counting } = builtIn;
    this.enricher = new Enricher(new Plans(models, tables, counting));
  }

  get now(): Enricher {
    return this.enricher;
  }

  /** A built-in table, or one of those in force. */
  table(name: string): LookupTable | undefined {
    return this.builtInTable(name) ?? this.tables.find((table) => table.name === name);
  }

  builtInTable(name: string): LookupTable | undefined {
    const { tables, counting } = this.builtIn;
    return [...tables, ...counting].find((table) => table.name === name);
  }

  /** @throws never: what can no longer be used is left out, and said */
  use(
    { dataModels, rules, lookupTables, providers }: Settings,
    tables: readonly LookupTable[] = [],
  ): void {
    const models = [...dataModels].flatMap(([logType, setting]) => {
      const definition = this.checked('data model', logType, setting, DataModelDefinition);
      return definition === undefined ? [] : [compileDataModel(logType, definition)];
    });
    const named = [...rules].flatMap(([name, setting]): NamedRule[] => {
      const definition = this.checked('enrichment rule', name, setting, RuleDefinition);
      return definition === undefined ? [] : [{ ...definition, name }];
    });
    const associated = [...lookupTables].flatMap(([name, { state }]) =>
      state.definition.enabled ? associationsOf(name, state.definition) : [],
    );
    const { models: ours, tables: builtIn, counting } = this.builtIn;
    this.tables = tables;
    this.enricher = new Enricher(
      new Plans(
        ours.with(models),
        builtIn,
        [...counting, ...tables],
        [...named, ...associated],
        new Set(providers.keys()),
      ),
    );
  }

  /** What was stored by an older version may no longer be allowed. */
  private checked<Definition>(
    what: string,
    name: string,
    { definition }: Setting<unknown>,
    schema: { safeParse(value: unknown): { success: boolean; data?: Definition | undefined } },
  ): Definition | undefined {
    const { success, data } = schema.safeParse(definition);
    if (!success) this.logger.error(`A stored ${what} cannot be used.`, { name });
    return data;
  }
}
