import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService } from '@margay/messaging';
import { DeploymentsConfig } from './deployments.config.js';
import { DeploymentsModule } from './deployments.module.js';

const config = loadConfig(DeploymentsConfig);

await runService({ name: 'deployments', config, module: DeploymentsModule.with(config) });
