import 'reflect-metadata';
import { loadConfig } from '@margay/config';
import { runService, withSurroundings } from '@margay/messaging';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { furnish, HTTP_OPTIONS, httpAdapter } from './http-server.js';

const config = loadConfig(GatewayConfig);

await runService({
  name: 'gateway',
  config,
  module: GatewayModule.with(config),
  start: async (module, surroundings) => {
    const app = await NestFactory.create<NestFastifyApplication>(
      withSurroundings(module, surroundings),
      httpAdapter(),
      HTTP_OPTIONS,
    );
    furnish(app, config);
    await app.listen(config.http.port, config.http.host);
    return app;
  },
});
