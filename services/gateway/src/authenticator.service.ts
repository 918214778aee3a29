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

const keyOf = (value: string): string => hash('sha256', value, 'base64url');

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

  /**
   * Whose value it is, if that is known here; undefined for one that must be asked about.
   *
   * @throws ServiceError `unauthorized` for one that is known to be over
   */
  known(value: string | undefined): Identity | undefined {
    if (value?.length !== TOKEN_VALUE_LENGTH) return undefined;
    const identity = this.cache.get(keyOf(value));
    if (!identity) return undefined;
    fromCache.inc();
    return this.unexpired(identity);
  }

  /** @throws ServiceError `unauthorized`, the same for every reason; `unavailable` if nobody can say */
  ask(value: string | undefined, caller: Caller): Promise<Identity> {
    if (value === undefined || !isTokenValue(value)) throw malformed();
    return this.lookUp(keyOf(value), fingerprintOf(value), caller);
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
    const answer = this.question(key, fingerprint, caller).finally(() => this.flights.delete(key));
    this.flights.set(key, answer);
    return answer;
  }

  private async question(key: string, fingerprint: Uint8Array, caller: Caller): Promise<Identity> {
    asked.inc({ from: 'tokens' });
    const since = this.cache.ask();
    const { token, epoch, position, worksUntil, refusal, generation } =
      await this.tokens.authenticateToken({ fingerprint }, caller);
    if (!token) throw unauthorizedFor(refusal);
    const identity = identityOf(token, generation, worksUntil);
    this.cache.keep(key, identity, { epoch, position: Number(position) }, since);
    return this.unexpired(identity);
  }
}
