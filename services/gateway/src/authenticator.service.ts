import { fingerprintOf, isTokenValue, ServiceError, TokensApi } from '@margay/contracts';
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

/** Values that may be looked up at a time. Guessing cannot take more of the bus than this. */
const LOOKUPS_MAX = 256;

/** Finds out whose value a request carries. Warm, it asks nobody. */
@Injectable()
export class Authenticator {
  private readonly flights = new Map<string, Promise<Identity>>();

  constructor(
    private readonly cache: TokenCache,
    @Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>,
  ) {}

  /** @throws ServiceError `unauthorized`, the same for every reason; `unavailable` if nobody can say */
  identify(value: string | undefined, caller: Caller): Identity | Promise<Identity> {
    if (value === undefined || !isTokenValue(value)) {
      asked.inc({ from: 'form' });
      throw new Unauthorized('unknown');
    }
    const fingerprint = fingerprintOf(value);
    const key = fingerprint.toString('latin1');
    const known = this.cache.get(key);
    if (known) {
      asked.inc({ from: 'cache' });
      return this.unexpired(known);
    }
    return this.lookUp(key, fingerprint, caller);
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
