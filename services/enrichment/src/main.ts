import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService } from '@margay/messaging';
import { EnrichmentConfig } from './enrichment.config.js';
import { EnrichmentModule } from './enrichment.module.js';

const config = loadConfig(EnrichmentConfig);

await runService({ name: 'enrichment', config, module: EnrichmentModule.with(config) });
