import { AwsClients, RegisteredRoles, RoleSessions, StoredSecrets } from '@margay/aws';
import {
  BreakersReportedSchema,
  describedEvent,
  EnrichmentCompletedSchema,
} from '@margay/contracts';
import { Egress } from '@margay/egress';
import { Database, EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { Announcements, Bus, BusClient, MessagingModule } from '@margay/messaging';
import { type DynamicModule, Logger, Module, type Provider } from '@nestjs/common';
import { answersDecider } from './asking/answers.decider.js';
import { ProcessCache } from './asking/process-cache.js';
import { EventLookups } from './asking/event-lookups.service.js';
import { ProviderLookupsController } from './asking/provider-lookups.controller.js';
import { ANSWERS, ProviderLookups } from './asking/provider-lookups.service.js';
import { ProvidersInForce } from './asking/providers-in-force.service.js';
import { SharedCache } from './asking/shared-cache.service.js';
import { SharedCacheSweep } from './asking/shared-cache-sweep.service.js';
import { breakerDecider } from './breakers/breaker.decider.js';
import { BreakerNews } from './breakers/breaker-news.service.js';
import { type BreakerHandler, BreakerWatch } from './breakers/breaker-watch.reactor.js';
import { BREAKERS, BreakersService } from './breakers/breakers.service.js';
import { dataModelDecider } from './data-models/data-model.decider.js';
import { loadDataModels } from './data-models/load-data-models.js';
import { type BuiltIn, CurrentEnricher } from './enriching/current-enricher.service.js';
import type { EnrichmentConfig } from './enrichment.config.js';
import { EnrichmentController } from './enrichment.controller.js';
import { EnrichmentService } from './enrichment.service.js';
import { Imports, type LookupTableHandler } from './lookup-tables/imports.reactor.js';
import { LoadedTables } from './lookup-tables/loaded-tables.service.js';
import { LookupData } from './lookup-tables/lookup-data.query.js';
import { lookupTableDecider } from './lookup-tables/lookup-table.decider.js';
import { LookupTablesController } from './lookup-tables/lookup-tables.controller.js';
import {
  DATA_LIMITS,
  LOOKUP_TABLES,
  LookupTablesService,
} from './lookup-tables/lookup-tables.service.js';
import type { DataLimits } from './lookup-tables/read-rows.js';
import { RefreshSource } from './lookup-tables/refresh-source.client.js';
import { Refreshes } from './lookup-tables/refreshes.reactor.js';
import { StoredObjects } from './lookup-tables/stored-objects.client.js';
import { ParkedLogEvents } from './pipeline/parked-log-events.service.js';
import { PipelineController } from './pipeline/pipeline.controller.js';
import { PIPELINE_DEFAULTS, PipelineQueues } from './pipeline/pipeline-queues.service.js';
import { Pipeline } from './pipeline/pipeline.service.js';
import { PipelineWatch } from './pipeline/pipeline-watch.service.js';
import { PipelineWorker } from './pipeline/pipeline-worker.service.js';
import { Prevalence } from './prevalence/prevalence.js';
import { PrevalenceKeeper } from './prevalence/prevalence-keeper.service.js';
import { PrevalencePages } from './prevalence/prevalence-pages.query.js';
import { ProviderClient } from './providers/provider.client.js';
import { providerDecider } from './providers/provider.decider.js';
import { ProvidersController } from './providers/providers.controller.js';
import { PROVIDERS, ProvidersService } from './providers/providers.service.js';
import { QuotaLedger } from './quota/quota-ledger.service.js';
import { ruleDecider } from './rules/rule.decider.js';
import type { SettingEvent } from './settings/setting-event.js';
import { settingEventToWire } from './settings/setting-events.wire.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsLog } from './settings/settings-log.service.js';
import { CATEGORIES, CursorSecret, SettingsReader } from './settings/settings-reader.service.js';
import { DATA_MODELS, RULES, SettingsService } from './settings/settings.service.js';
import { SharedStateController } from './shared-state/shared-state.controller.js';
import { SharedState } from './shared-state/shared-state.service.js';
import { SharedStateSweep } from './shared-state/shared-state-sweep.service.js';
import { builtInLookups } from './tables/built-in-tables.js';
import { loadBuiltInTables } from './tables/load-built-in-tables.js';

/** Of the answers of third parties, in one process. */
const ANSWERS_BYTES_MAX = 64 * 1024 * 1024;

/** Asking third parties: answers kept, quotas, breakers. */
const thirdParties = ({ aws }: Pick<EnrichmentConfig, 'aws'>): Provider[] => [
  SharedCache,
  SharedCacheSweep,
  QuotaLedger,
  {
    provide: ProvidersInForce,
    inject: [SettingsLog, SharedCache, QuotaLedger, Egress, RegisteredRoles, Bus],
    useFactory: (
      log: SettingsLog,
      shared: SharedCache,
      ledger: QuotaLedger,
      egress: Egress,
      roles: RegisteredRoles,
      bus: Bus,
    ) => {
      const clients = new AwsClients(aws);
      const owner = { service: 'enrichment', purpose: 'providers' };
      const completed = new Announcements(bus, EnrichmentCompletedSchema);
      return new ProvidersInForce(log, {
        ledger,
        shared,
        process: new ProcessCache(ANSWERS_BYTES_MAX),
        client: new ProviderClient(egress),
        secrets: new StoredSecrets(new RoleSessions(clients, roles, owner), clients),
        completed: (provider, { kind, value }, finding) =>
          completed.announce({
            provider,
            kind,
            value,
            status: finding ? 'fresh' : 'not_found',
            verdict: finding?.verdict ?? '',
          }),
      });
    },
  },
  {
    provide: BreakerNews,
    inject: [ProvidersInForce, Bus],
    useFactory: (own: ProvidersInForce, bus: Bus) =>
      new BreakerNews(own, new Announcements(bus, BreakersReportedSchema)),
  },
  {
    provide: BreakerWatch,
    inject: [PostgresEventStore, SettingsLog, BreakerNews, BREAKERS],
    useFactory: (
      store: PostgresEventStore<SettingEvent>,
      log: SettingsLog,
      news: BreakerNews,
      breakers: BreakerHandler,
    ) => new BreakerWatch(store, log, news, breakers),
  },
  BreakersService,
  {
    provide: EventLookups,
    inject: [ProvidersInForce],
    useFactory: (inForce: ProvidersInForce) => new EventLookups(inForce),
  },
  ProviderLookups,
];

@Module({})
export class EnrichmentModule {
  /** Files are read once, before the first request is taken. */
  static with(
    config: Pick<
      EnrichmentConfig,
      | 'postgres'
      | 'aws'
      | 'cursorSecret'
      | 'dataModels'
      | 'tables'
      | 'prevalenceBytes'
      | 'lookupData'
      | 'lookupFiles'
      | 'allowPrivateEgress'
    > &
      Partial<Pick<EnrichmentConfig, 'pipeline'>>,
    load: () => Promise<Omit<BuiltIn, 'counting'>> = () => loadBuiltIn(config),
  ): DynamicModule {
    const pipeline = config.pipeline ?? { ...PIPELINE_DEFAULTS, worker: false };
    return {
      module: EnrichmentModule,
      imports: [
        EventStoreModule.forRoot({ url: config.postgres.url, schema: 'enrichment' }),
        MessagingModule.publishing<SettingEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<SettingEvent>) => ({
            log,
            toWire: (recorded: Recorded<SettingEvent>) =>
              describedEvent(settingEventToWire(recorded)),
          }),
        }),
      ],
      controllers: [
        EnrichmentController,
        SettingsController,
        LookupTablesController,
        ProvidersController,
        ProviderLookupsController,
        PipelineController,
        SharedStateController,
      ],
      providers: [
        EventStoreModule.handler(dataModelDecider, { category: CATEGORIES.dataModel }, DATA_MODELS),
        EventStoreModule.handler(ruleDecider, { category: CATEGORIES.rule }, RULES),
        EventStoreModule.handler(providerDecider, { category: CATEGORIES.provider }, PROVIDERS),
        EventStoreModule.handler(breakerDecider, { category: CATEGORIES.breaker }, BREAKERS),
        EventStoreModule.handler(answersDecider, { category: CATEGORIES.answers }, ANSWERS),
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        SettingsLog,
        {
          provide: Prevalence,
          useFactory: () => new Prevalence(config.prevalenceBytes, Date.now),
        },
        {
          provide: PrevalenceKeeper,
          inject: [Prevalence, Database],
          useFactory: (prevalence: Prevalence, database: Database) =>
            new PrevalenceKeeper(prevalence, new PrevalencePages(database)),
        },
        {
          provide: CurrentEnricher,
          inject: [Prevalence],
          useFactory: async (prevalence: Prevalence) =>
            new CurrentEnricher({ ...(await load()), counting: [prevalence] }),
        },
        LookupData,
        {
          provide: LoadedTables,
          inject: [LookupData, CurrentEnricher, SettingsLog],
          useFactory: (data: LookupData, current: CurrentEnricher, log: SettingsLog) =>
            new LoadedTables(data, current, log),
        },
        EventStoreModule.handler(
          lookupTableDecider,
          { category: CATEGORIES.lookupTable },
          LOOKUP_TABLES,
        ),
        { provide: DATA_LIMITS, useValue: config.lookupData },
        {
          provide: Imports,
          inject: [PostgresEventStore, LookupData, LOOKUP_TABLES, SettingsLog, DATA_LIMITS],
          useFactory: (
            store: PostgresEventStore<SettingEvent>,
            data: LookupData,
            tables: LookupTableHandler,
            log: SettingsLog,
            limits: DataLimits,
          ) => new Imports(store, data, tables, log, limits),
        },
        LookupTablesService,
        { provide: Egress, useValue: new Egress({ allowPrivate: config.allowPrivateEgress }) },
        {
          provide: RegisteredRoles,
          inject: [Bus, BusClient],
          useFactory: (bus: Bus, client: BusClient) =>
            new RegisteredRoles(bus, client, 'detection'),
        },
        {
          provide: Refreshes,
          inject: [
            PostgresEventStore,
            Database,
            LookupData,
            LOOKUP_TABLES,
            SettingsLog,
            Egress,
            RegisteredRoles,
          ],
          useFactory: (
            store: PostgresEventStore<SettingEvent>,
            database: Database,
            data: LookupData,
            tables: LookupTableHandler,
            log: SettingsLog,
            egress: Egress,
            roles: RegisteredRoles,
          ) => {
            const clients = new AwsClients(config.aws);
            const owner = { service: 'enrichment', purpose: 'lookup-tables' };
            const objects = new StoredObjects(new RoleSessions(clients, roles, owner), clients);
            const source = new RefreshSource(egress, objects, config.lookupFiles);
            return new Refreshes(store, database, data, tables, log, source, config.lookupData);
          },
        },
        ...thirdParties(config),
        SettingsReader,
        SettingsService,
        ProvidersService,
        EnrichmentService,
        ParkedLogEvents,
        {
          provide: PipelineQueues,
          inject: [Bus],
          useFactory: (bus: Bus) => new PipelineQueues(bus, pipeline),
        },
        {
          provide: PipelineWorker,
          inject: [PipelineQueues, CurrentEnricher, ParkedLogEvents, EventLookups, SettingsLog],
          useFactory: (
            queues: PipelineQueues,
            current: CurrentEnricher,
            parked: ParkedLogEvents,
            lookups: EventLookups,
            log: SettingsLog,
          ) => new PipelineWorker(queues, current, parked, lookups, log, pipeline),
        },
        Pipeline,
        PipelineWatch,
        SharedStateSweep,
        SharedState,
      ],
    };
  }
}

async function loadBuiltIn({
  dataModels,
  tables,
}: Pick<EnrichmentConfig, 'dataModels' | 'tables'>): Promise<Omit<BuiltIn, 'counting'>> {
  const models = await loadDataModels(dataModels);
  const builtIn = { models, tables: builtInLookups(await loadBuiltInTables(tables)) };
  const logger = new Logger('enrichment');
  logger.log('Data models are loaded.', { logTypes: models.logTypes.length });
  for (const { name, ranges, rows, bytes } of builtIn.tables.map(({ summary }) => summary))
    logger.log('A table is loaded.', { name, ranges, rows, bytes });
  return builtIn;
}
