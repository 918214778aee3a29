import type { JsonObject } from '@bufbuild/protobuf';
import { redact, redactText } from '@margay/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Attempt, AttemptReporter } from './attempt-reporter.service.js';

const targetOf = (request: FastifyRequest): string => {
  const { id = '' } = (request.params ?? {}) as { id?: string };
  // Somebody may have put a value where an id belongs.
  return redactText(id === 'self' ? (request.visit?.token?.id ?? '') : id).slice(0, 200);
};

/** What the audit log is told of an answered request; nothing if the service that did it tells it itself. */
export function attemptOf(request: FastifyRequest, status: number): Attempt | undefined {
  const access = request.visit?.access;
  if (access === undefined) return undefined;
  const succeeded = status < 400;
  if (succeeded && !access.recordSuccess) return undefined;
  return {
    action: access.action,
    succeeded,
    params: redact(request.auditParams ?? {}) as JsonObject,
    errors: succeeded ? [] : [request.failure?.message ?? `HTTP ${status}`],
    targetId: targetOf(request),
    reason: request.refusal ?? (succeeded ? '' : (request.failure?.code ?? '')),
  };
}

/** After each answer: what was attempted goes to the audit log. */
export function reportAttempts(fastify: FastifyInstance, reporter: AttemptReporter): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const attempt = attemptOf(request, reply.statusCode);
    if (attempt && request.visit) reporter.report(attempt, request.visit.caller);
    done();
  });
}
