import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from './authenticator.service.js';
import { AttemptReporter } from './attempt-reporter.service.js';
import { reportAttempts } from './attempt.hook.js';
import { UPLOAD_TYPES } from './enrichment/lookup-imports.controller.js';
import { Entrance } from './entrance.js';
import { observeLatency } from './latency.hook.js';
import { documentApi } from './openapi.js';
import { answerUnreadable, answerUnrouted } from './unrouted.js';
import { ServiceErrorFilter } from './service-error.filter.js';
import { RateLimits } from './rate-limits.js';
import { traceRequests } from './trace.hook.js';
import { collectUses } from './use.hook.js';
import { UseCollector } from './use-collector.service.js';
import { refusalOf } from './validated.js';
import { readYaml } from './yaml-body.js';
import type { VisitOptions } from './visit.js';

/** Largest JSON body. A stream of NDJSON has no limit. */
const BODY_BYTES_MAX = 5 * 1024 * 1024;
/** What people write by hand. */
const YAML_BYTES_MAX = 256 * 1024;
const HEADERS_BYTES_MAX = 16 * 1024;
const IDLE_MS = 60_000;

/** What anybody may read: the documentation of the interface, nothing of its content. */
const PUBLIC_PREFIXES = ['/docs', '/openapi.json', '/asyncapi.json'] as const;

/** How Nest is to make the application: Fastify reads JSON by itself, and forms are not for us. */
export const HTTP_OPTIONS = { abortOnError: false, bodyParser: false } as const;

export const httpAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: () => randomUUID(),
    // Our own ids only: audit records are keyed by them.
    requestIdHeader: false,
    trustProxy: false,
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: IDLE_MS,
    // A stream may take as long as it likes; an idle one is cut by `connectionTimeout`.
    requestTimeout: 0,
    // A missing Host is refused by the entrance, in our words.
    http: { maxHeaderSize: HEADERS_BYTES_MAX, requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerUnrouted(error, request.id, reply),
    clientErrorHandler: answerUnreadable,
  });

/** Puts everything that every request passes through in its place. Before the application listens. */
export function furnish(app: NestFastifyApplication, options: VisitOptions): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  const readJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Some clients always announce JSON. Whether a route can do without a body is its schema's to say.
    if (body === '') done(null, undefined);
    else void readJson(request, body.toString(), done);
  });
  fastify.addContentTypeParser(
    'application/yaml',
    { parseAs: 'string', bodyLimit: YAML_BYTES_MAX },
    (_request, body, done) => {
      try {
        done(null, readYaml(body.toString()));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // Streams are for the route to read, as far as it likes.
  fastify.addContentTypeParser(Object.keys(UPLOAD_TYPES), (_request, payload, done) =>
    done(null, payload),
  );
  fastify.addContentTypeParser('*', (_request, _payload, done) =>
    done(new ServiceError('unsupported', 'The content type is not supported here.')),
  );
  traceRequests(fastify);
  new Entrance(app.get(Authenticator), app.get(RateLimits), options).guard(
    fastify,
    PUBLIC_PREFIXES,
  );
  reportAttempts(fastify, app.get(AttemptReporter));
  collectUses(fastify, app.get(UseCollector));
  observeLatency(fastify);
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: refusalOf }));
  app.useGlobalFilters(new ServiceErrorFilter());
  documentApi(app);
}
