import {
  Health,
  JsonLogger,
  startDefaultMetrics,
  startHealthServer,
  startTracing,
} from '@margay/observability';
import { type DynamicModule, Logger, type LogLevel, type Type } from '@nestjs/common';
import { Bus, type NatsOptions } from './connection.js';
import { type Surroundings, createService } from './service-app.js';

/** The part of a configuration that every process has; `processConfig` of `@margay/config` makes it. */
export interface ProcessConfig {
  readonly nats: NatsOptions;
  readonly health: { readonly port: number; readonly host?: string };
  readonly log?: { readonly level: LogLevel };
  /** A collector of traces. */
  readonly tracing?: { readonly endpoint: string };
}

export interface Service {
  /** `tokens`: login, queue group, and what logs and metrics are marked with. */
  readonly name: string;
  readonly config: ProcessConfig;
  readonly module: Type | DynamicModule;
  /** Makes and starts something else than a microservice on the bus: the gateway's HTTP server. */
  readonly start?: (
    module: Type | DynamicModule,
    surroundings: Surroundings,
  ) => Promise<{ close(): Promise<void> }>;
}

/** Longest time between the signal to stop and the end of the process. */
const STOP_DEADLINE_MS = 15_000;

async function startMicroservice(module: Type | DynamicModule, surroundings: Surroundings) {
  const app = await createService(module, surroundings);
  await app.listen();
  return app;
}

/** Ends the process by itself if it can, so that what was logged last is written. */
function end(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), 100).unref();
}

/** Runs `close` at the first signal to stop, and ends the process. @returns whether that has begun */
function stopWhenTold(logger: Logger, close: () => Promise<void>): () => boolean {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.log('Stopping.', { signal });
    setTimeout(() => {
      logger.error('It did not stop in time.');
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    try {
      await close();
      logger.log('Stopped.');
      end(0);
    } catch (error) {
      logger.error('Stopping failed.', error);
      end(1);
    }
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  return () => stopping;
}

/**
 * Runs a service until it is told to stop: health server first, so that waiting for the bus can be
 * seen, then the bus, then the modules. SIGTERM and SIGINT finish what is in work and exit with 0;
 * what nobody caught is logged and exits with 1, for the supervisor to start afresh.
 */
export async function runService(service: Service): Promise<void> {
  const { name, config, module, start = startMicroservice } = service;
  Logger.overrideLogger(new JsonLogger(name, config.log?.level));
  const logger = new Logger(name);
  const giveUp = (error: unknown) => {
    logger.fatal('Something was not caught.', error);
    end(1);
  };
  process.on('uncaughtException', giveUp);
  process.on('unhandledRejection', giveUp);
  startDefaultMetrics(name);
  const stopTracing = await startTracing(name, config.tracing?.endpoint);

  const health = new Health();
  const server = await startHealthServer(health, config.health.port, config.health.host);
  logger.log('Health is served.', { port: server.port });
  const bus = new Bus({ ...config.nats, service: name, health }).start();
  let app: { close(): Promise<void> } | undefined;
  const isStopping = stopWhenTold(logger, async () => {
    await app?.close();
    await bus.close();
    await server.close();
    // A collector that is away must not keep the process from stopping well.
    await stopTracing().catch(() => undefined);
  });
  try {
    app = await start(module, { bus, health });
    logger.log('Started.');
  } catch (error) {
    // Told to stop before it was up.
    if (!isStopping()) giveUp(error);
  }
}
