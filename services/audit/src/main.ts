import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService } from '@margay/messaging';
import { AuditConfig } from './audit.config.js';
import { AuditModule } from './audit.module.js';

const config = loadConfig(AuditConfig);

await runService({ name: 'audit', config, module: AuditModule.with(config) });
