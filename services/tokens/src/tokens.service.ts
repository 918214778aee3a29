import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { v5 as uuidv5 } from 'uuid';
import { assertRepeats } from './token/repetition.js';
import { EVERYTHING, holdingOf } from './token/authority.js';
import type { Change, Grant } from './token/grant.js';
import { LifetimePolicy } from './token/lifetime.js';
import { MANAGER_LOST } from './token/lockout.js';
import type { Token } from './token/token.js';
import type { Terms, TokenCommand } from './token/token-command.js';
import { type Digest, digestOf, Peppers } from './authentication/token-digest.js';
import type { TokenEvent } from './token/token-event.js';
import { TokenReader } from './list/token-reader.service.js';
import type { Wish } from './token/wish.js';

const FINGERPRINT_BYTES = 32;
const CREATION_NAMESPACE = '5d0cb1ae-6a0e-4f0e-9a55-0c8f6a4d7b13';
const BOOTSTRAP_NAMESPACE = '6b1d3c52-1d2b-4a83-8f6e-7c86c1a3f0aa';

/** Somebody lost the right to manage after it was counted who has it. */
const MANAGERS_CHANGE = new ServiceError(
  'conflict',
  'Who may manage tokens is changing at this moment. Try again.',
);
const GUARD_RETRIES = 3;

type Guarded = Extract<TokenCommand, { type: 'UpdateToken' | 'DisableToken' | 'DeleteToken' }>;

@Injectable()
export class TokensService {
  constructor(
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
    private readonly peppers: Peppers,
    private readonly policy: LifetimePolicy,
    private readonly reader: TokenReader,
  ) {}

  /**
   * @param fingerprint SHA-256 of a value that the caller made and alone knows
   * @returns the new token's id
   */
  async create(grant: Grant, fingerprint: Uint8Array, wish: Wish, cause: Cause): Promise<string> {
    const { idempotencyKey: key } = wish;
    // A key always names the same token, so that two that meet cannot make two.
    const id = key
      ? uuidv5(JSON.stringify([cause.actor.id, key]), CREATION_NAMESPACE)
      : randomUUID();
    const digest = this.digest(fingerprint);
    const terms = await this.terms(cause, wish);
    const done = await this.tokens.execute(
      id,
      { type: 'CreateToken', grant, digest, ...expiryOf(wish), terms },
      cause,
      repeatable(wish, cause),
    );
    if (done.before) assertRepeats(done.before, done.state, fingerprint, this.peppers, terms.at);
    return id;
  }

  async update(id: string, change: Change, wish: Wish, cause: Cause): Promise<void> {
    const terms = await this.terms(cause, wish);
    const command = {
      type: 'UpdateToken',
      change,
      ...expiryOf(wish),
      ...expecting(wish),
      terms,
    } as const;
    await this.guarded(id, command, wish.force ?? false, cause);
  }

  /** @param fingerprint SHA-256 of the new value */
  async rotate(id: string, fingerprint: Uint8Array, wish: Wish, cause: Cause): Promise<void> {
    const digest = this.digest(fingerprint);
    const terms = await this.terms(cause, wish);
    const { graceSeconds = 0, repeatOnly = false } = wish;
    const done = await this.tokens.execute(
      id,
      { type: 'RotateToken', digest, graceSeconds, terms, repeatOnly, ...expecting(wish) },
      cause,
      repeatable(wish, cause),
    );
    if (done.before) assertRepeats(done.before, done.state, fingerprint, this.peppers, terms.at);
  }

  async endRotation(id: string, cause: Cause): Promise<void> {
    await this.tokens.execute(id, { type: 'EndRotation', at: new Date().toISOString() }, cause);
  }

  async undoRotation(id: string, cause: Cause): Promise<void> {
    await this.tokens.execute(id, { type: 'UndoRotation', at: new Date().toISOString() }, cause);
  }

  async disable(id: string, reason: string, wish: Wish, cause: Cause): Promise<void> {
    const command = { type: 'DisableToken', reason, ...expecting(wish) } as const;
    await this.guarded(id, command, wish.force ?? false, cause);
  }

  async enable(id: string, wish: Wish, cause: Cause): Promise<void> {
    await this.tokens.execute(
      id,
      { type: 'EnableToken', at: new Date().toISOString(), ...expecting(wish) },
      cause,
    );
  }

  async remove(id: string, wish: Wish, cause: Cause): Promise<void> {
    const command = { type: 'DeleteToken', ...expecting(wish) } as const;
    await this.guarded(id, command, wish.force ?? false, cause);
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

  /** Executes what may lock somebody out, unless the caller insists on it. */
  private async guarded(id: string, command: Guarded, force: boolean, cause: Cause): Promise<void> {
    if (force) {
      await this.tokens.execute(id, command, cause);
      return;
    }
    for (let attempt = 0; ; attempt++) {
      const { isManager, others, asOf } = await this.reader.managersBeside(id);
      const guard = {
        isSelf: cause.actor.id === id,
        address: cause.origin?.sourceIp ?? '',
        othersManage: others > 0,
      };
      // Two managers that take each other's right at once must not both succeed.
      const unless = { tags: [MANAGER_LOST], after: asOf, refusal: MANAGERS_CHANGE };
      try {
        await this.tokens.execute(id, { ...command, guard }, cause, isManager ? { unless } : {});
        return;
      } catch (error) {
        if (error !== MANAGERS_CHANGE || attempt === GUARD_RETRIES) throw error;
      }
    }
  }

  private digest(fingerprint: Uint8Array): Digest {
    assertFingerprint(fingerprint);
    return digestOf(fingerprint, this.peppers.signing);
  }
}

const expiryOf = ({ expiresAt }: Wish): Pick<Wish, 'expiresAt'> =>
  expiresAt === undefined ? {} : { expiresAt };

const expecting = ({ ifMatch }: Wish): Pick<Wish, 'ifMatch'> =>
  ifMatch === undefined ? {} : { ifMatch };

/** Keys of two callers never meet. */
const repeatable = ({ idempotencyKey: key }: Wish, { actor }: Cause) =>
  key === undefined ? {} : { idempotencyKey: JSON.stringify([actor.id, key]) };

function assertFingerprint(fingerprint: Uint8Array): void {
  if (fingerprint.length !== FINGERPRINT_BYTES)
    throw new ServiceError('bad_request', 'The fingerprint is not a SHA-256.', {
      fields: [{ path: 'fingerprint', message: `Must be ${FINGERPRINT_BYTES} bytes.` }],
    });
}
