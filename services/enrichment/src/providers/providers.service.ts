import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import { checked } from '../settings/checked.js';
import type { Defined, DefinitionCommand } from '../settings/definition.decider.js';
import type { ProviderEvent } from '../settings/setting-event.js';
import { SettingsLog } from '../settings/settings-log.service.js';
import { isSameAccount, ProviderDefinition, ProviderName } from './provider-definition.js';

export const PROVIDERS = Symbol('providers');

/** Each has caches, breakers and a desk for its quota in every replica. */
export const PROVIDERS_MAX = 50;

/** Changes whom values are looked up at. */
@Injectable()
export class ProvidersService {
  constructor(
    @Inject(PROVIDERS)
    private readonly providers: CommandHandler<
      DefinitionCommand<ProviderDefinition>,
      Defined<ProviderDefinition>,
      ProviderEvent
    >,
    private readonly log: SettingsLog,
    private readonly current: CurrentEnricher,
  ) {}

  /** @throws ServiceError `bad_request` with every wrong field; `conflict`; `precondition_failed` */
  async define(
    given: string,
    asked: unknown,
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<void> {
    const name = checked(ProviderName, given, 'name');
    const definition = checked(ProviderDefinition, asked);
    const { providers, lookupTables } = await this.log.fresh();
    if (providers.size >= PROVIDERS_MAX && !providers.has(name))
      throw new ServiceError('conflict', `There are ${PROVIDERS_MAX} already, and no more can be.`);
    if (lookupTables.has(name) || this.current.builtInTable(name))
      throw new ServiceError('conflict', 'There is a table of this name: rules name both alike.');
    for (const [other, setting] of providers)
      if (other !== name && isSameAccount(definition, setting.definition))
        throw new ServiceError(
          'conflict',
          `This key is that of ${other}: what it allows would be counted twice.`,
        );
    await this.providers.execute(
      name,
      { type: 'Define', name, definition, expectedRevisions },
      cause,
    );
  }

  async remove(given: string, expectedRevisions: readonly number[], cause: Cause): Promise<void> {
    const name = checked(ProviderName, given, 'name');
    await this.providers.execute(name, { type: 'Remove', name, expectedRevisions }, cause);
  }
}
