import { hash } from 'node:crypto';
import {
  fingerprintOf,
  isTokenValue,
  ServiceError,
  TOKEN_VALUE_LENGTH,
  TokensApi,
} from '@margay/contracts';
import { type Caller, type Client } from '@margay/messaging';
import { counter } from '@margay/observability';
import { Inject, Injectable } from '@nestjs/common';
import { Unauthorized, unauthorizedFor } from './unauthorized.js';
import { type Identity, identityOf, TokenCache } from './token-cache.js';

const asked = counter({
  name: 'margay_gateway_authentications_total',
  help: 'Values that were verified: from the cache, by asking, or refused by their form.',
  labels: ['from'],
});

/** Made once: finding it by its label would cost as much as the look-up itself. */
const fromCache = asked.labels('cache');

/** Values that may be looked up at a time. Guessing cannot take more of the bus than this. */
const LOOKUPS_MAX = 256;

/** On whose behalf somebody is asked, if it comes to that. */
interface Asking {
  readonly caller: Caller;
}

const malformed = () => {
  asked.inc({ from: 'form' });
  return new Unauthorized('unknown');
};

/** Finds out whose value a request carries. Warm, it asks nobody. */
@Injectable()
export class Authenticator {
  private readonly flights = new Map<string, Promise<Identity>>();

  constructor(
    private readonly cache: TokenCache,
    @Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>,
  ) {}

  /** @throws ServiceError `unauthorized`, the same for every reason; `unavailable` if nobody can say */
  identify(value: string | undefined, visit: Asking): Identity | Promise<Identity> {
    if (value?.length !== TOKEN_VALUE_LENGTH) throw malformed();
    const key = hash('sha256', value, 'base64url');
    const known = this.cache.get(key);
    if (known) {
      fromCache.inc();
      return this.unexpired(known);
    }
    // A value that is known has its form; only a stranger's is looked at more closely.
    if (!isTokenValue(value)) throw malformed();
    return this.lookUp(key, fingerprintOf(value), visit.caller);
  }

  private unexpired(identity: Identity): Identity {
    if (identity.expiresAt <= Date.now())
      throw new Unauthorized(identity.isReplaced ? 'retired' : 'expired');
    return identity;
  }

  private lookUp(key: string, fingerprint: Uint8Array, caller: Caller): Promise<Identity> {
    const flight = this.flights.get(key);
    if (flight) return flight;
    if (this.flights.size >= LOOKUPS_MAX)
      throw new ServiceError('unavailable', 'Too many API keys are being checked. Try again.');
    const answer = this.ask(key, fingerprint, caller).finally(() => this.flights.delete(key));
    this.flights.set(key, answer);
    return answer;
  }

  private async ask(key: string, fingerprint: Uint8Array, caller: Caller): Promise<Identity> {
    asked.inc({ from: 'tokens' });
    const since = this.cache.ask();
    const { token, epoch, position, worksUntil, refusal } = await this.tokens.authenticateToken(
      { fingerprint },
      caller,
    );
    if (!token) throw unauthorizedFor(refusal);
    const identity = identityOf(token, worksUntil);
    this.cache.keep(key, identity, { epoch, position: Number(position) }, since);
    return this.unexpired(identity);
  }
}
