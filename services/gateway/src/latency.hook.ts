import { histogram, LATENCY_BUCKETS } from '@margay/observability';
import type { FastifyInstance } from 'fastify';

const seconds = histogram({
  name: 'margay_http_seconds',
  help: 'Time to answer a request, by route and status.',
  labels: ['method', 'route', 'status'],
  buckets: LATENCY_BUCKETS,
});

type Series = ReturnType<typeof seconds.labels>;

/** Measures every answer. As many series as there are routes and statuses: paths are those of routes. */
export function observeLatency(fastify: FastifyInstance): void {
  const all = new Map<string, Series>();
  fastify.addHook('onResponse', (request, reply, done) => {
    const { url = 'none' } = request.routeOptions;
    const key = `${request.method} ${reply.statusCode} ${url}`;
    let series = all.get(key);
    if (!series) {
      series = seconds.labels(request.method, url, String(reply.statusCode));
      all.set(key, series);
    }
    series.observe(reply.elapsedTime / 1_000);
    done();
  });
}
