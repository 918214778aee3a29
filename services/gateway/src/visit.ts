import type { Actor, Address, Network, Origin } from '@margay/contracts';
import type { Caller } from '@margay/messaging';
import type { FastifyRequest } from 'fastify';
import type { Access } from './access.js';
import { clientAddress } from './client-address.js';
import type { Identity } from './token-cache.js';

export interface VisitOptions {
  readonly trustedProxies: readonly Network[];
  /** What everything done for one request may take, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** Somebody who has not proved to be anybody. */
const ANONYMOUS: Actor = { type: 'system', id: 'anonymous', name: 'anonymous' };

const USER_AGENT_LENGTH_MAX = 500;
const FORWARDED_MAX = 50;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A request on its way in. What only some requests need is worked out when it is first asked for. */
export class Visit {
  /** Whose it is, once that is known. */
  token: Identity | undefined;
  private readonly arrivedAt = performance.now();
  private text: string | undefined;
  private known: { readonly address: Address | undefined } | undefined;

  constructor(
    private readonly request: FastifyRequest,
    readonly access: Access,
    private readonly options: VisitOptions,
  ) {}

  /** The client's; undefined when a trusted proxy passed on something that is none. */
  get address(): Address | undefined {
    this.known ??= {
      address: clientAddress(this.request.ip, this.forwarded, this.options.trustedProxies),
    };
    return this.known.address;
  }

  /** As it is shown; empty when it is not known. Written out once. */
  get addressText(): string {
    return (this.text ??= this.address?.toString() ?? '');
  }

  /** On whose behalf things are done for it: the token's, or nobody's while it is not known whose it is. */
  get caller(): Caller {
    const { token, request } = this;
    const traceparent = request.headers['traceparent'];
    return {
      actor: token ? { type: 'api-token', id: token.id, name: token.name } : ANONYMOUS,
      requestId: request.id,
      origin: this.origin,
      deadlineAt: this.arrivedAt + this.options.requestTimeoutMs,
      ...(typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
    };
  }

  private get origin(): Origin {
    return {
      sourceIp: this.addressText,
      forwardedFor: this.forwarded,
      userAgent: (this.request.headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH_MAX),
    };
  }

  private get forwarded(): string[] {
    const header = this.request.headers['x-forwarded-for'];
    if (header === undefined) return [];
    return String(header)
      .split(',')
      .map((entry) => entry.trim())
      .slice(-FORWARDED_MAX);
  }
}
