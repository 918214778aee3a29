import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { DataModelDefinition, LogTypePattern } from '../data-models/data-model.js';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import { RuleDefinition, RuleName } from '../rules/rule.js';
import { checked, refused } from './checked.js';
import type { Defined, DefinitionCommand } from './definition.decider.js';
import type { DataModelEvent, RuleEvent } from './setting-event.js';
import { SettingsLog } from './settings-log.service.js';

export const DATA_MODELS = Symbol('data models');
export const RULES = Symbol('enrichment rules');

/** Settings are kept in memory by every replica: there are so many of a kind, and no more. */
export const SETTINGS_MAX = 1_000;

type Handler<Definition, Event extends { readonly type: string }> = CommandHandler<
  DefinitionCommand<Definition>,
  Defined<Definition>,
  Event
>;

/** Changes how events are enriched. */
@Injectable()
export class SettingsService {
  constructor(
    @Inject(DATA_MODELS) private readonly dataModels: Handler<DataModelDefinition, DataModelEvent>,
    @Inject(RULES) private readonly rules: Handler<RuleDefinition, RuleEvent>,
    private readonly log: SettingsLog,
    private readonly current: CurrentEnricher,
  ) {}

  /** @throws ServiceError `bad_request` with every wrong field; `precondition_failed` */
  async defineDataModel(
    logType: string,
    given: unknown,
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<void> {
    const name = checked(LogTypePattern, logType, 'logType');
    const definition = checked(DataModelDefinition, given);
    await this.refuseTooMany('dataModels', name);
    await this.dataModels.execute(
      name,
      { type: 'Define', name, definition, expectedRevisions },
      cause,
    );
  }

  /** A built-in model of the log type, if there is one, is in force again. */
  async removeDataModel(name: string, expectedRevisions: readonly number[], cause: Cause) {
    const command = { type: 'Remove', name, expectedRevisions } as const;
    await this.dataModels.execute(checked(LogTypePattern, name, 'logType'), command, cause);
  }

  /** @throws ServiceError `bad_request` with every wrong field; `precondition_failed` */
  async defineRule(
    given: string,
    asked: unknown,
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<void> {
    const name = checked(RuleName, given, 'name');
    const definition = checked(RuleDefinition, asked);
    const { table } = definition;
    const { lookupTables, providers } = await this.log.fresh();
    if (!lookupTables.has(table) && !providers.has(table) && !this.current.table(table))
      throw refused([{ path: 'table', message: 'There is no such table or provider.' }]);
    await this.refuseTooMany('rules', name);
    await this.rules.execute(name, { type: 'Define', name, definition, expectedRevisions }, cause);
  }

  async removeRule(name: string, expectedRevisions: readonly number[], cause: Cause) {
    const command = { type: 'Remove', name, expectedRevisions } as const;
    await this.rules.execute(checked(RuleName, name, 'name'), command, cause);
  }

  private async refuseTooMany(kind: 'dataModels' | 'rules', name: string): Promise<void> {
    const known = (await this.log.fresh())[kind];
    if (known.size >= SETTINGS_MAX && !known.has(name))
      throw new ServiceError('conflict', `There are ${SETTINGS_MAX} already, and no more can be.`);
  }
}
