import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService } from '@margay/messaging';
import { TokensConfig } from './tokens.config.js';
import { TokensModule } from './tokens.module.js';

const config = loadConfig(TokensConfig);

await runService({ name: 'tokens', config, module: TokensModule.with(config) });
