import { beginSpan, isTracing, type Span } from '@margay/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const FAILED = 500;

/** Begins the trace of each request, or goes on with the one that the client began. Only where somebody is told. */
export function traceRequests(fastify: FastifyInstance): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    const span = beginSpan({
      kind: 'server',
      name: `${method} ${route}`,
      parent: headers['traceparent'] as string | undefined,
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'margay.request_id': request.id,
      },
    });
    if (span) {
      spans.set(request, span);
      // What is done on behalf of the request is done below its span.
      headers['traceparent'] = span.traceparent;
    }
    done();
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    spans.get(request)?.end(statusCode >= FAILED ? String(statusCode) : undefined, {
      'http.response.status_code': statusCode,
    });
    done();
  });
}
