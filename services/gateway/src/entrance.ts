import { isWithin, permits, ServiceError } from '@margay/contracts';
import type { RateLimits } from './rate-limits.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from './authenticator.service.js';
import { assertHeaders } from './raw-headers.js';
import { decorateRequests } from './request-state.js';
import type { Identity } from './token-cache.js';
import { Unauthorized } from './unauthorized.js';
import { Visit, type VisitOptions } from './visit.js';

const isSelf = (request: FastifyRequest, token: Identity): boolean => {
  const { id } = (request.params ?? {}) as { id?: string };
  return id === 'self' || id === token.id;
};

/**
 * Every request comes in here, before its body is read: headers that are unambiguous, a valid key,
 * an address and a permission that it may be used with.
 *
 * For a key that is known nothing is waited for, not even a turn of the event loop.
 */
export class Entrance {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly options: VisitOptions,
  ) {}

  /** Refuses to let a route be added that nobody thought of guarding. */
  guard(fastify: FastifyInstance, publicPrefixes: readonly string[]): void {
    decorateRequests(fastify);
    fastify.addHook('onRoute', (route) => {
      if (publicPrefixes.some((prefix) => route.url.startsWith(prefix)))
        route.config = { ...route.config, access: 'public' };
      else if (route.config?.access === undefined)
        throw new Error(`Nobody guards ${String(route.method)} ${route.url}.`);
    });
    fastify.addHook('onRequest', (request, reply, done) => {
      const refuse = (error: Error) => {
        if (error instanceof Unauthorized) {
          request.refusal = error.reason;
          this.limits.refused(request.visit?.address);
        } else if (error instanceof ServiceError && error.code === 'rate_limited')
          request.refusal = 'rate';
        done(error);
      };
      try {
        void reply.header('X-Request-Id', request.id);
        assertHeaders(request.raw.rawHeaders);
        const { access } = request.routeOptions.config;
        if (access === undefined || access === 'public') return done();
        const visit = new Visit(request, access, this.options);
        request.visit = visit;
        if (access.anybody) {
          this.limits.ofAnybody(visit.address, reply);
          return done();
        }
        const token = this.identify(request, visit, reply);
        if (!(token instanceof Promise)) {
          this.admit(request, visit, token, reply);
          return done();
        }
        token.then((found) => this.admit(request, visit, found, reply)).then(() => done(), refuse);
      } catch (error) {
        refuse(error as Error);
      }
    });
  }

  private identify(
    request: FastifyRequest,
    visit: Visit,
    reply: FastifyReply,
  ): Identity | Promise<Identity> {
    const value = request.headers['x-api-key'];
    const key = typeof value === 'string' ? value : undefined;
    const known = this.authenticator.known(key);
    if (known) return known;
    // Guessing is throttled by where it comes from; a key that is known here is never held up by it.
    this.limits.ofStranger(visit.address, reply);
    return this.authenticator.ask(key, visit.caller);
  }

  private admit(request: FastifyRequest, visit: Visit, token: Identity, reply: FastifyReply): void {
    visit.token = token;
    if (token.networks.length > 0 && !(visit.address && isWithin(visit.address, token.networks))) {
      // The same answer as for a key that does not exist: a stolen key says nothing from elsewhere.
      throw new Unauthorized('address');
    }
    this.limits.ofToken(token.id, reply);
    const { permission, exceptSelf } = visit.access;
    if (permission === undefined || permits(token.permissions, permission)) return;
    if (exceptSelf && isSelf(request, token)) return;
    request.refusal = 'permission';
    throw new ServiceError('forbidden', `The API key lacks the permission ${permission}.`);
  }
}
