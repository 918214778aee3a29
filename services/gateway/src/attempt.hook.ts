import type { JsonObject } from '@bufbuild/protobuf';
import { redact, redactText } from '@margay/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from './access.js';
import type { Attempt, AttemptReporter } from './attempt-reporter.service.js';

/** Nobody was there any more to be answered; what was asked for may have been done. */
const WENT_AWAY = 499;

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
    mayBeTold: isChange && (succeeded || status >= WENT_AWAY),
    suppressed: 0,
    reason: request.refusal ?? (succeeded ? '' : (request.failure?.code ?? '')),
  };
}

/** After each answer, and when somebody goes away before its end: what was attempted goes to the audit log. */
export function reportAttempts(fastify: FastifyInstance, reporter: AttemptReporter): void {
  const report = (request: FastifyRequest, status: number) => {
    const attempt = attemptOf(request, status);
    if (attempt && request.visit) reporter.report(attempt, request.visit.caller);
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) return;
      report(request, reply.raw.headersSent ? reply.statusCode : WENT_AWAY);
    });
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    report(request, reply.statusCode);
    done();
  });
}
