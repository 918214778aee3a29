import { z } from 'zod';
import { port, secret, urls } from './pieces.js';

/** What every process on the bus reads. Spread into the object of its own schema. */
export const processEnvironment = {
  NATS_URL: urls(/^(nats|tls)$/).default(['nats://localhost:4222']),
  /** Logs in with an nkey. Without it the server must admit anybody. */
  NATS_NKEY_SEED: secret().optional(),
  /** Authorities that NATS's certificate may be signed by, in place of the system's. For tls:// addresses. */
  NATS_CA_FILE: z.string().min(1).optional(),
  /** `true`: in production too, a nats-server with open advisories is used. */
  NATS_ALLOW_UNSOUND: z.enum(['true', 'false']).default('false'),
  NODE_ENV: z.string().optional(),
  /** Lets several installations share one NATS. */
  NATS_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,31}$/)
    .optional(),
  /** Copies of each event stream in the NATS cluster. */
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  HEALTH_PORT: port.default(0),
  /** Where the health server listens. Containers say 0.0.0.0. */
  HEALTH_HOST: z.string().default('127.0.0.1'),
  /** A collector of OpenTelemetry that is told of traces, by OTLP over HTTP. Without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['debug', 'log', 'warn', 'error']).default('log'),
};

type ProcessEnvironment = z.output<z.ZodObject<typeof processEnvironment>>;

/** The same in the shape that `runService` takes. */
export const processConfig = (env: ProcessEnvironment) => ({
  nats: {
    servers: env.NATS_URL,
    replicas: env.NATS_STREAM_REPLICAS,
    refusesUnsound: env.NODE_ENV === 'production' && env.NATS_ALLOW_UNSOUND === 'false',
    ...(env.NATS_CA_FILE ? { caFile: env.NATS_CA_FILE } : {}),
    ...(env.NATS_NKEY_SEED ? { seed: env.NATS_NKEY_SEED } : {}),
    ...(env.NATS_NAMESPACE ? { namespace: env.NATS_NAMESPACE } : {}),
  },
  health: { port: env.HEALTH_PORT, host: env.HEALTH_HOST },
  log: { level: env.LOG_LEVEL },
  ...(env.OTEL_EXPORTER_OTLP_ENDPOINT
    ? { tracing: { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT } }
    : {}),
});
