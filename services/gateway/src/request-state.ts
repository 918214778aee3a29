import type { Actor, ServiceError } from '@margay/contracts';
import type { Caller as BusCaller } from '@margay/messaging';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Identity } from './token-cache.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the entrance for every route that is not public. */
    entered?: Entered;
    /** The same request before it was known whose it is. */
    anonymous?: BusCaller;
    /** What the answer was an error about. */
    failure?: ServiceError;
    /** A cause that the client is not told: `unknown_token`, `address`. */
    refusal?: string;
    /** What the audit log is to know of the input. Never a secret. */
    auditParams?: Record<string, unknown>;
  }
}

/** A request that was let in. */
export interface Entered {
  readonly token: Identity;
  readonly caller: BusCaller;
}

/** Somebody who has not proved to be anybody. */
export const ANONYMOUS: Actor = { type: 'system', id: 'anonymous', name: 'anonymous' };

export function enteredOf(request: FastifyRequest): Entered {
  if (!request.entered) throw new Error('The route is public and has no caller.');
  return request.entered;
}

/** On whose behalf a handler acts. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): BusCaller =>
    enteredOf(context.switchToHttp().getRequest<FastifyRequest>()).caller,
);

/** The token that came in, for what `self` stands for. */
export const CallingToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Identity =>
    enteredOf(context.switchToHttp().getRequest<FastifyRequest>()).token,
);
