import { isWithin, type Network, permits, ServiceError } from '@margay/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from './access.js';
import type { Authenticator } from './authenticator.service.js';
import { clientAddress } from './client-address.js';
import { assertHeaders } from './raw-headers.js';
import { ANONYMOUS } from './request-state.js';
import type { Identity } from './token-cache.js';
import { Unauthorized } from './unauthorized.js';

export interface EntranceOptions {
  readonly trustedProxies: readonly Network[];
  /** What everything done for one request may take, in milliseconds. */
  readonly requestTimeoutMs: number;
}

const USER_AGENT_LENGTH_MAX = 500;
const FORWARDED_MAX = 50;

const forwardedFor = (request: FastifyRequest): string[] => {
  const header = request.headers['x-forwarded-for'];
  if (header === undefined) return [];
  return String(header)
    .split(',')
    .map((entry) => entry.trim())
    .slice(-FORWARDED_MAX);
};

const isSelf = (request: FastifyRequest, token: Identity): boolean => {
  const { id } = (request.params ?? {}) as { id?: string };
  return id === 'self' || id === token.id;
};

/**
 * Every request comes in here, before its body is read: headers that are unambiguous, a valid key,
 * an address and a permission that it may be used with.
 */
export class Entrance {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly options: EntranceOptions,
  ) {}

  /** Refuses to let a route be added that nobody thought of guarding. */
  guard(fastify: FastifyInstance, publicPrefixes: readonly string[]): void {
    fastify.addHook('onRoute', (route) => {
      if (publicPrefixes.some((prefix) => route.url.startsWith(prefix)))
        route.config = { ...route.config, access: 'public' };
      else if (route.config?.access === undefined)
        throw new Error(`Nobody guards ${String(route.method)} ${route.url}.`);
    });
    fastify.addHook('onRequest', (request, reply) => {
      void reply.header('X-Request-Id', request.id);
      assertHeaders(request.raw.rawHeaders);
      const { access } = request.routeOptions.config;
      if (access === undefined || access === 'public') return Promise.resolve();
      return this.enter(request, access);
    });
  }

  private async enter(request: FastifyRequest, access: Access): Promise<void> {
    const forwarded = forwardedFor(request);
    const client = clientAddress(request.ip, forwarded, this.options.trustedProxies);
    const context = {
      requestId: request.id,
      origin: {
        sourceIp: client?.toString() ?? '',
        forwardedFor: forwarded,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH_MAX),
      },
      deadlineAt: performance.now() + this.options.requestTimeoutMs,
      ...traceOf(request),
    };
    request.anonymous = { ...context, actor: ANONYMOUS };
    const value = request.headers['x-api-key'];
    let token: Identity;
    try {
      token = await this.authenticator.identify(
        typeof value === 'string' ? value : undefined,
        request.anonymous,
      );
    } catch (error) {
      if (error instanceof Unauthorized) request.refusal = error.reason;
      throw error;
    }
    request.entered = {
      token,
      caller: { ...context, actor: { type: 'api-token', id: token.id, name: token.name } },
    };
    if (token.networks.length > 0 && !(client && isWithin(client, token.networks))) {
      request.refusal = 'address';
      // The same answer as for a key that does not exist: a stolen key says nothing from elsewhere.
      throw new Unauthorized('address');
    }
    const { permission, exceptSelf } = access;
    if (permission === undefined || permits(token.permissions, permission)) return;
    if (exceptSelf && isSelf(request, token)) return;
    request.refusal = 'permission';
    throw new ServiceError('forbidden', `The API key lacks the permission ${permission}.`);
  }
}

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const traceOf = (request: FastifyRequest): { traceparent?: string } => {
  const header = request.headers['traceparent'];
  return typeof header === 'string' && TRACEPARENT.test(header) ? { traceparent: header } : {};
};
