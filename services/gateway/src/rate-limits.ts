import { type Address, ServiceError } from '@margay/contracts';
import { counter } from '@margay/observability';
import type { FastifyReply } from 'fastify';
import { type Allowance, type RateLimit, RateLimiter } from './rate-limiter.js';

const MINUTE_MS = 60_000;
const KEYS_MAX = 100_000;
/** Of an IPv6 address: whoever has one has all of its /64. */
const NETWORK_PARTS = 4;

const limited = counter({
  name: 'margay_gateway_rate_limited_total',
  help: 'Requests that were refused because there were too many: of a token, or refused keys or reports of an address.',
  labels: ['of'],
});

export interface RateLimitOptions {
  readonly tokenPerMinute: number;
  /** Refused keys of one address. */
  readonly refusalsPerMinute: number;
  /** Requests of one address that need no key. */
  readonly anonymousPerMinute: number;
}

type Kind = 'token' | 'refusals' | 'anonymous';

const placeOf = (address: Address | undefined): string => {
  if (!address) return 'unknown';
  return 'parts' in address ? address.parts.slice(0, NETWORK_PARTS).join(':') : address.toString();
};

/** A hair less, for what rounding added. */
const seconds = (ms: number): number => Math.ceil(ms / 1_000 - 1e-6);

/** How often tokens and addresses may come, at this replica. */
export class RateLimits {
  private readonly limiters: Readonly<Record<Kind, RateLimiter>>;
  private readonly policies: Readonly<Record<Kind, string>>;

  constructor(options: RateLimitOptions, now?: () => number) {
    const perMinute = (limit: number): RateLimit => ({ limit, windowMs: MINUTE_MS });
    this.limiters = {
      token: new RateLimiter(perMinute(options.tokenPerMinute), KEYS_MAX, now),
      refusals: new RateLimiter(perMinute(options.refusalsPerMinute), KEYS_MAX, now),
      anonymous: new RateLimiter(perMinute(options.anonymousPerMinute), KEYS_MAX, now),
    };
    const policy = (kind: Kind) => {
      const { limit, windowMs } = this.limiters[kind].rate;
      return `"${kind}";q=${limit};w=${seconds(windowMs)}`;
    };
    this.policies = {
      token: policy('token'),
      refusals: policy('refusals'),
      anonymous: policy('anonymous'),
    };
  }

  /** A request of a token that was let in. @throws ServiceError `rate_limited` */
  ofToken(id: string, reply: FastifyReply): void {
    this.heed('token', this.limiters.token.take(id), reply);
  }

  /** A request that needs no key. @throws ServiceError `rate_limited` */
  ofAnybody(address: Address | undefined, reply: FastifyReply): void {
    this.heed('anonymous', this.limiters.anonymous.take(placeOf(address)), reply);
  }

  /** Before a key that is not known here is looked at. @throws ServiceError `rate_limited` */
  ofStranger(address: Address | undefined, reply: FastifyReply): void {
    const allowance = this.limiters.refusals.peek(placeOf(address));
    // Whoever comes with a good key need not know what bad ones would cost.
    if (!allowance.allowed) this.heed('refusals', allowance, reply);
  }

  /** A key was refused. */
  refused(address: Address | undefined): void {
    this.limiters.refusals.take(placeOf(address));
  }

  private heed(kind: Kind, { allowed, remaining, resetMs }: Allowance, reply: FastifyReply): void {
    void reply.header('RateLimit-Policy', this.policies[kind]);
    void reply.header('RateLimit', `"${kind}";r=${remaining};t=${seconds(resetMs)}`);
    if (allowed) return;
    limited.inc({ of: kind });
    void reply.header('Retry-After', String(Math.max(1, seconds(resetMs))));
    throw new ServiceError('rate_limited', 'Too many requests. Try again later.');
  }
}
