import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, PostgresEventStore, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TokenEvent } from '../token/token-event.js';
import { digestOf, Peppers } from '../authentication/token-digest.js';
import { TokenListProjection } from './token-list.projection.js';
import { TokenListQuery } from './token-list.query.js';
import type { TokenRow } from './token.row.js';
import type { TokenValueRow } from './token-value.row.js';

const LIMIT = { default: 50, max: 100 } as const;
const LIST = 'tokens';
const After = z.number().int().nonnegative();

/** What seals the cursors of the list. */
export class CursorSecret {
  constructor(readonly value: string) {}
}

export interface Found {
  readonly token: TokenRow;
  readonly value: TokenValueRow;
  /** Undefined: it works. */
  readonly flaw?: 'retired' | 'disabled' | 'expired';
  /** Where in the log this is true. */
  readonly epoch: string;
  readonly position: number;
}

/** Answers about tokens, never older than what was acknowledged before the question. */
@Injectable()
export class TokenReader {
  constructor(
    @InjectProjector(TokenListProjection) private readonly projector: Projector<TokenEvent>,
    private readonly store: PostgresEventStore<TokenEvent>,
    private readonly list: TokenListQuery,
    private readonly peppers: Peppers,
    private readonly cursors: CursorSecret,
  ) {}

  async one(id: string): Promise<TokenRow> {
    await this.projector.fresh();
    const row = z.uuid().safeParse(id).success ? await this.list.one(id) : null;
    if (!row) throw new ServiceError('not_found', 'There is no such token.');
    return row;
  }

  async page(limit: number, cursor: string) {
    const after = cursor === '' ? 0 : After.parse(openCursor(this.cursors.value, LIST, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { tokens, next } = await this.list.page(after, size);
    return { tokens, next: next === undefined ? '' : sealCursor(this.cursors.value, LIST, next) };
  }

  /** Whether a token may manage tokens, how many others may, and up to where in the log that is known. */
  async managersBeside(id: string) {
    const { position } = await this.store.head();
    await this.projector.fresh();
    const managers = await this.list.managers(new Date());
    const others = managers.filter((other) => other !== id).length;
    return { isManager: others < managers.length, others, asOf: position };
  }

  /** The values of a token that work, the newest first. */
  async generations(id: string) {
    const token = await this.one(id);
    const at = new Date();
    return isPast(token.expiresAt, at) ? [] : this.list.values(id, at);
  }

  /** Whose value it is and whether it works; undefined if it never was a live token's. */
  async byFingerprint(fingerprint: Uint8Array): Promise<Found | undefined> {
    // Taken before the look-up: whatever happens after it is news that the caller hears of.
    const { epoch, position } = await this.store.head();
    await this.projector.fresh();
    const digests = this.peppers.all.map((pepper) => digestOf(fingerprint, pepper));
    const value = await this.list.valueOf(digests);
    const token = value && (await this.list.one(value.tokenId));
    if (!token) return undefined;
    const flaw = flawOf(token, value, new Date());
    return { token, value, epoch, position, ...(flaw ? { flaw } : {}) };
  }
}

function flawOf(token: TokenRow, value: TokenValueRow, at: Date): Found['flaw'] {
  if (isPast(value.worksUntil, at)) return 'retired';
  if (token.disabledAt) return 'disabled';
  return isPast(token.expiresAt, at) ? 'expired' : undefined;
}

const isPast = (time: Date | null, at: Date): boolean => time !== null && time <= at;
