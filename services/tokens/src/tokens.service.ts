import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { v5 as uuidv5 } from 'uuid';
import type { Change, Grant } from './grant.js';
import type { Token, TokenCommand } from './token.decider.js';
import type { TokenEvent } from './token-event.js';
import { digestOf, type Pepper } from './token-digest.js';

const FINGERPRINT_BYTES = 32;
const BOOTSTRAP_NAMESPACE = '6b1d3c52-1d2b-4a83-8f6e-7c86c1a3f0aa';

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
  ) {}

  /**
   * @param fingerprint SHA-256 of a value that the caller made and alone knows
   * @returns the new token's id
   */
  async create(grant: Grant, fingerprint: Uint8Array, cause: Cause): Promise<string> {
    assertFingerprint(fingerprint);
    const id = randomUUID();
    const digest = digestOf(fingerprint, this.peppers.signing);
    await this.tokens.execute(id, { type: 'CreateToken', grant, digest }, cause);
    return id;
  }

  async update(id: string, change: Change, cause: Cause): Promise<void> {
    await this.tokens.execute(id, { type: 'UpdateToken', change }, cause);
  }

  /** @param fingerprint SHA-256 of the new value */
  async rotate(id: string, fingerprint: Uint8Array, cause: Cause): Promise<void> {
    assertFingerprint(fingerprint);
    const digest = digestOf(fingerprint, this.peppers.signing);
    await this.tokens.execute(id, { type: 'RotateToken', digest }, cause);
  }

  async remove(id: string, cause: Cause): Promise<void> {
    await this.tokens.execute(id, { type: 'DeleteToken' }, cause);
  }

  /**
   * The first token, which every other one descends from. Whoever installs the platform makes its
   * value and gives us the fingerprint; once deleted it does not come back.
   */
  async bootstrap(fingerprint: Uint8Array): Promise<void> {
    assertFingerprint(fingerprint);
    const id = uuidv5(Buffer.from(fingerprint).toString('hex'), BOOTSTRAP_NAMESPACE);
    const grant = { name: 'Administrator', permissions: ['all'], allowedCidrBlocks: [] };
    const digest = digestOf(fingerprint, this.peppers.signing);
    const cause = { actor: { type: 'system', id: 'tokens' }, requestId: randomUUID() } as const;
    await this.tokens.execute(id, { type: 'CreateToken', grant, digest }, cause, {
      idempotencyKey: 'bootstrap',
    });
  }
}

function assertFingerprint(fingerprint: Uint8Array): void {
  if (fingerprint.length !== FINGERPRINT_BYTES)
    throw new ServiceError('bad_request', 'The fingerprint is not a SHA-256.', {
      fields: [{ path: 'fingerprint', message: `Must be ${FINGERPRINT_BYTES} bytes.` }],
    });
}
