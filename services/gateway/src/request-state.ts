import type { ServiceError } from '@margay/contracts';
import type { Caller as BusCaller } from '@margay/messaging';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Identity } from './token-cache.js';
import type { Visit } from './visit.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the entrance for every route that is not public. */
    visit: Visit | null;
    /** What the answer was an error about. */
    failure: ServiceError | null;
    /** A cause that the client is not told: `address`, `permission`. */
    refusal: string | null;
    /** What the audit log is to know of the input. Never a secret. */
    auditParams: Record<string, unknown> | null;
  }
}

/** Every request has these from the start, so that all of them have one shape. */
export function decorateRequests(fastify: FastifyInstance): void {
  for (const name of ['visit', 'failure', 'refusal', 'auditParams'])
    fastify.decorateRequest(name, null);
}

const visitOf = (context: ExecutionContext): Visit => {
  const { visit } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!visit) throw new Error('The route is public and has no caller.');
  return visit;
};

/** On whose behalf a handler acts. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): BusCaller => visitOf(context).caller,
);

/** The token that came in, for what `self` stands for. */
export const CallingToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Identity => {
    const { token } = visitOf(context);
    if (!token) throw new Error('A handler runs only for a token that was let in.');
    return token;
  },
);
