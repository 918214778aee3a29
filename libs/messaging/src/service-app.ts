import type { Health } from '@margay/observability';
import { type DynamicModule, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { BusServer, type BusServerOptions } from './bus-server.js';
import type { Bus } from './connection.js';
import { MessagingModule } from './messaging.module.js';
import { ServiceErrorFilter } from './service-error.filter.js';

/** What a process has before its modules are made. */
export interface Surroundings {
  readonly bus: Bus;
  readonly health: Health;
}

@Module({})
class ServiceRoot {}

/** A service's own module with the bus and the health of the process around it. */
export const withSurroundings = (
  module: Type | DynamicModule,
  { bus, health }: Surroundings,
): DynamicModule => ({
  module: ServiceRoot,
  imports: [MessagingModule.forRoot(bus, health), module],
});

/** A Nest microservice on the bus, not yet listening. Its `close` finishes the requests in work first. */
export async function createService(
  module: Type | DynamicModule,
  { bus, health }: Surroundings,
  options: BusServerOptions = {},
): Promise<INestMicroservice> {
  const strategy = new BusServer(bus, { health, ...options });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(
    withSurroundings(module, { bus, health }),
    { strategy, bufferLogs: false, abortOnError: false },
  );
  app.useGlobalFilters(new ServiceErrorFilter());
  // Nest would take away what handlers use before it stops the server.
  const close = app.close.bind(app);
  app.close = async () => {
    await strategy.close();
    await close();
  };
  return app;
}
