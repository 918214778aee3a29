import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService } from '@margay/messaging';
import { RolesConfig } from './roles.config.js';
import { RolesModule } from './roles.module.js';

const config = loadConfig(RolesConfig);

await runService({ name: 'roles', config, module: RolesModule.with(config) });
