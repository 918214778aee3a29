import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { loadDataModels } from './data-models/load-data-models.js';
import type { EnrichmentConfig } from './enrichment.config.js';
import { EnrichmentController } from './enrichment.controller.js';
import { EnrichmentService } from './enrichment.service.js';
import { loadBuiltInTables } from './tables/load-built-in-tables.js';

@Module({})
export class EnrichmentModule {
  /** Models and tables are read once, before the first request is taken. */
  static with(config: EnrichmentConfig): DynamicModule {
    return {
      module: EnrichmentModule,
      controllers: [EnrichmentController],
      providers: [{ provide: EnrichmentService, useFactory: () => load(config) }],
    };
  }
}

async function load({ dataModels, tables }: EnrichmentConfig): Promise<EnrichmentService> {
  const models = await loadDataModels(dataModels);
  const service = new EnrichmentService(models, await loadBuiltInTables(tables));
  const logger = new Logger('enrichment');
  logger.log('Data models are loaded.', { logTypes: models.logTypes.length });
  for (const { name, ranges, rows, bytes } of service.tables())
    logger.log('A table is loaded.', { name, ranges, rows, bytes });
  return service;
}
