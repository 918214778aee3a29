import type { JsonObject } from '@bufbuild/protobuf';
import { redact, redactText } from '@margay/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from './access.js';
import type { Attempt, AttemptReporter } from './attempt-reporter.service.js';

const targetOf = (request: FastifyRequest): string => {
  const { id = '' } = (request.params ?? {}) as { id?: string };
  // Somebody may have put a value where an id belongs.
  return redactText(id === 'self' ? (request.visit?.token?.id ?? '') : id).slice(0, 200);
};

/** Whether a request asks for something to be changed. */
export const changes = (method: string, { readsOnly }: Access): boolean =>
  readsOnly !== true && method !== 'GET' && method !== 'HEAD';

/**
 * What the audit log is told of an answered request: of every one but plain reads that succeeded.
 *
 * A change that was made is told by the service that made it; one that was asked for and changed
 * nothing, by nobody. So every change that was not refused is told here as well, and the audit log,
 * which hears both, keeps one.
 */
export function attemptOf(request: FastifyRequest, status: number): Attempt | undefined {
  const access = request.visit?.access;
  if (access === undefined) return undefined;
  const succeeded = status < 400;
  const isChange = changes(request.method, access);
  if (succeeded && !access.recordSuccess && !isChange) return undefined;
  return {
    action: access.action,
    succeeded,
    params: redact(request.auditParams ?? {}) as JsonObject,
    errors: succeeded ? [] : [request.failure?.message ?? `HTTP ${status}`],
    targetId: targetOf(request),
    mayBeTold: isChange && (succeeded || status >= 500),
    suppressed: 0,
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
