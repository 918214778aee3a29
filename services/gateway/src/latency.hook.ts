import { histogram, LATENCY_BUCKETS, seriesOf } from '@margay/observability';
import type { FastifyInstance } from 'fastify';

const seconds = seriesOf(
  histogram({
    name: 'margay_http_seconds',
    help: 'Time to answer a request, by route and status.',
    labels: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS,
  }),
);

/** Measures every answer. As many series as there are routes and statuses: paths are those of routes. */
export function observeLatency(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { url = 'none' } = request.routeOptions;
    seconds(request.method, url, String(reply.statusCode)).observe(reply.elapsedTime / 1_000);
    done();
  });
}
