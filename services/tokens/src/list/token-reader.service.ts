import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, PostgresEventStore, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TokenEvent } from '../token/token-event.js';
import { Peppers } from '../authentication/token-digest.js';
import { TokenListProjection } from './token-list.projection.js';
import { type TokenFilter, TokenListQuery } from './token-list.query.js';
import { type LastUse, TokenUseQuery } from '../use/token-use.query.js';
import type { TokenRow } from './token.row.js';
import type { TokenValueRow } from './token-value.row.js';

const LIMIT = { default: 50, max: 100 } as const;
const LIST = 'tokens';
const After = z.number().int().nonnegative();

/** What seals the cursors of the list. */
export class CursorSecret {
  constructor(readonly value: string) {}
}

/** A token and when it was used last, if it ever was. */
export type SeenToken = TokenRow & Partial<LastUse>;

export interface Found {
  readonly token: TokenRow;
  readonly value: TokenValueRow;
  /** Undefined: it works. */
  readonly flaw?: 'deleted' | 'retired' | 'disabled' | 'expired';
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
    private readonly uses: TokenUseQuery,
    private readonly peppers: Peppers,
    private readonly cursors: CursorSecret,
  ) {}

  /** Those of these that are there, in their order. */
  async several(ids: readonly string[]): Promise<readonly SeenToken[]> {
    const rows = new Map((await this.list.several(ids)).map((row) => [row.id, row]));
    const last = await this.uses.lastOf(ids);
    return ids.flatMap((id) => {
      const row = rows.get(id);
      return row ? [{ ...row, ...last.get(id) }] : [];
    });
  }

  /** @param deleted also one that was deleted, while it is kept */
  async one(id: string, deleted = false): Promise<SeenToken> {
    await this.projector.fresh();
    const row = z.uuid().safeParse(id).success ? await this.list.one(id) : null;
    if (!row || (row.deletedAt && !deleted))
      throw new ServiceError('not_found', 'There is no such token.');
    return { ...row, ...(await this.uses.lastOf([id])).get(id) };
  }

  async page(limit: number, cursor: string, filter: TokenFilter) {
    const list = JSON.stringify([LIST, filter]);
    const after = cursor === '' ? 0 : After.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { tokens, next } = await this.list.page(after, size, filter);
    const last = await this.uses.lastOf(tokens.map(({ id }) => id));
    const seen = tokens.map((token): SeenToken => ({ ...token, ...last.get(token.id) }));
    return {
      tokens: seen,
      next: next === undefined ? '' : sealCursor(this.cursors.value, list, next),
    };
  }

  /** Whether a token may manage tokens, how many others may, and up to where in the log that is known. */
  async managersBeside(id: string) {
    const { position } = await this.store.head();
    await this.projector.fresh();
    const managers = await this.list.managers(new Date());
    const others = managers.filter((other) => other !== id).length;
    return { isManager: others < managers.length, others, asOf: position };
  }

  /** Tokens of whose end notice is due. */
  async noticesDue(at: Date, limit: number): Promise<readonly string[]> {
    await this.projector.fresh();
    return this.list.noticesDue(at, limit);
  }

  /** The values of a token that work, the newest first. */
  async generations(id: string) {
    const token = await this.one(id);
    const at = new Date();
    if (isPast(token.expiresAt, at)) return [];
    const last = await this.uses.lastByGeneration(id);
    return (await this.list.values(id, at)).map((value) => ({
      ...value,
      ...last.get(value.generation),
    }));
  }

  /** Which values these are, and who made the tokens they belong to. */
  async ownersOf(fingerprints: readonly Uint8Array[]) {
    await this.projector.fresh();
    const digests = fingerprints.flatMap((each) => this.peppers.digestsOf(each));
    const values = await this.list.valuesOf(digests);
    const owners = new Map(
      (await this.list.several(values.map(({ tokenId }) => tokenId))).map((token) => [
        token.id,
        token.createdBy,
      ]),
    );
    return values.flatMap(({ tokenId, generation }) => {
      const owner = owners.get(tokenId);
      return owner ? [{ tokenId, generation, owner }] : [];
    });
  }

  /** Whose value it is and whether it works; undefined if it is nobody's. */
  async byFingerprint(fingerprint: Uint8Array): Promise<Found | undefined> {
    // Taken before the look-up: whatever happens after it is news that the caller hears of.
    const { epoch, position } = await this.store.head();
    await this.projector.fresh();
    const [value] = await this.list.valuesOf(this.peppers.digestsOf(fingerprint));
    const token = value && (await this.list.one(value.tokenId));
    if (!token) return undefined;
    const flaw = flawOf(token, value, new Date());
    return { token, value, epoch, position, ...(flaw ? { flaw } : {}) };
  }
}

function flawOf(token: TokenRow, value: TokenValueRow, at: Date): Found['flaw'] {
  if (token.deletedAt) return 'deleted';
  if (isPast(value.worksUntil, at)) return 'retired';
  if (token.disabledAt) return 'disabled';
  return isPast(token.expiresAt, at) ? 'expired' : undefined;
}

const isPast = (time: Date | null, at: Date): boolean => time !== null && time <= at;
