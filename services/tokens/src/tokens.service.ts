import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { v5 as uuidv5 } from 'uuid';
import { EVERYTHING, holdingOf } from './authority.js';
import type { Change, Grant } from './grant.js';
import type { Lifetimes } from './lifetime.js';
import type { Token } from './token.js';
import type { Terms, TokenCommand } from './token-command.js';
import { type Digest, digestOf, type Pepper } from './token-digest.js';
import type { TokenEvent } from './token-event.js';
import type { Wish } from './wish.js';

const FINGERPRINT_BYTES = 32;
const BOOTSTRAP_NAMESPACE = '6b1d3c52-1d2b-4a83-8f6e-7c86c1a3f0aa';

/** How long the organisation lets tokens live. */
export class LifetimePolicy {
  constructor(readonly lifetimes: Lifetimes) {}
}

/** Peppers in force. The first signs, all verify. */
export class Peppers {
  readonly signing: Pepper;

  constructor(readonly all: readonly Pepper[]) {
    const [first] = all;
    if (!first) throw new RangeError('There must be a pepper.');
    this.signing = first;
  }
}

@Injectable()
export class TokensService {
  constructor(
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
    private readonly peppers: Peppers,
    private readonly policy: LifetimePolicy,
  ) {}

  /**
   * @param fingerprint SHA-256 of a value that the caller made and alone knows
   * @returns the new token's id
   */
  async create(grant: Grant, fingerprint: Uint8Array, wish: Wish, cause: Cause): Promise<string> {
    const id = randomUUID();
    const digest = this.digest(fingerprint);
    const terms = await this.terms(cause, wish);
    await this.tokens.execute(
      id,
      { type: 'CreateToken', grant, digest, ...expiryOf(wish), terms },
      cause,
    );
    return id;
  }

  async update(id: string, change: Change, wish: Wish, cause: Cause): Promise<void> {
    const terms = await this.terms(cause, wish);
    await this.tokens.execute(id, { type: 'UpdateToken', change, ...expiryOf(wish), terms }, cause);
  }

  /** @param fingerprint SHA-256 of the new value */
  async rotate(id: string, fingerprint: Uint8Array, wish: Wish, cause: Cause): Promise<void> {
    const digest = this.digest(fingerprint);
    const terms = await this.terms(cause, wish);
    await this.tokens.execute(id, { type: 'RotateToken', digest, terms }, cause);
  }

  async remove(id: string, cause: Cause): Promise<void> {
    await this.tokens.execute(id, { type: 'DeleteToken' }, cause);
  }

  /**
   * The first token, which every other one descends from. Whoever installs the platform makes its
   * value and gives us the fingerprint; once deleted it does not come back.
   */
  async bootstrap(fingerprint: Uint8Array): Promise<void> {
    const digest = this.digest(fingerprint);
    const id = uuidv5(Buffer.from(fingerprint).toString('hex'), BOOTSTRAP_NAMESPACE);
    const grant = { name: 'Administrator', permissions: ['all'], allowedCidrBlocks: [] };
    const terms = { maker: EVERYTHING, at: new Date().toISOString(), lifetimes: {} };
    const cause = { actor: { type: 'system', id: 'tokens' }, requestId: randomUUID() } as const;
    await this.tokens.execute(
      id,
      { type: 'CreateToken', grant, digest, expiresAt: null, terms },
      cause,
      { idempotencyKey: 'bootstrap' },
    );
  }

  /**
   * What a caller may hand on is read from the log, never taken from a request: a caller whose own
   * token was narrowed before this call hands on no more than that.
   *
   * @throws ServiceError `unauthorized` for anybody who is not a token that works
   */
  private async terms({ actor }: Cause, { overrideReason }: Wish): Promise<Terms> {
    const at = new Date().toISOString();
    const token = actor.type === 'api-token' ? await this.tokens.state(actor.id) : undefined;
    const maker = token && holdingOf(token, at);
    if (!maker) throw new ServiceError('unauthorized', 'Only a token that works may do this.');
    return {
      maker,
      at,
      lifetimes: this.policy.lifetimes,
      ...(overrideReason === undefined ? {} : { overrideReason }),
    };
  }

  private digest(fingerprint: Uint8Array): Digest {
    assertFingerprint(fingerprint);
    return digestOf(fingerprint, this.peppers.signing);
  }
}

const expiryOf = ({ expiresAt }: Wish): Pick<Wish, 'expiresAt'> =>
  expiresAt === undefined ? {} : { expiresAt };

function assertFingerprint(fingerprint: Uint8Array): void {
  if (fingerprint.length !== FINGERPRINT_BYTES)
    throw new ServiceError('bad_request', 'The fingerprint is not a SHA-256.', {
      fields: [{ path: 'fingerprint', message: `Must be ${FINGERPRINT_BYTES} bytes.` }],
    });
}
