import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { UseCollector, Verdict } from './use-collector.service.js';

const VERDICTS: Readonly<Record<string, Verdict>> = {
  permission: 'permission',
  address: 'address',
  rate: 'rate',
};

/** After each answer: what a token was used for, and what became of it. */
export function collectUses(fastify: FastifyInstance, collector: UseCollector): void {
  fastify.addHook('onResponse', (request: FastifyRequest, _reply, done) => {
    const { visit, refusal } = request;
    if (visit?.token)
      collector.note(
        visit.token,
        visit.access,
        refusal === null ? 'allowed' : (VERDICTS[refusal] ?? 'allowed'),
        visit.addressText,
        () => `${request.method} ${request.routeOptions.url ?? ''}`,
      );
    done();
  });
}
