import { ALL_PERMISSIONS } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, MoreThan } from 'typeorm';
import { MANAGE } from '../token/lockout.js';
import { type Digest, isSameDigest } from '../authentication/token-digest.js';
import { keptSince } from './retention.js';
import { TokenRow } from './token.row.js';
import { TokenValueRow } from './token-value.row.js';

/** When a token was used last, or made if it never was. */
const LAST_USE = `coalesce(
  (SELECT max(u.last_used_at) FROM tokens.token_use u WHERE u.token_id = t.id), t.created_at)`;

export interface TokenFilter {
  /** Those that were deleted and are kept, instead of those that are there. */
  readonly deleted: boolean;
  /** Only those that were neither used nor made since; ISO 8601. */
  readonly unusedSince?: string;
}

export interface TokenPage {
  readonly tokens: readonly TokenRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class TokenListQuery {
  constructor(private readonly source: DataSource) {}

  /** Also one that was deleted, while it is kept. */
  one(id: string): Promise<TokenRow | null> {
    return this.source.getRepository(TokenRow).findOneBy([
      { id, deletedAt: IsNull() },
      { id, deletedAt: MoreThan(keptSince(new Date())) },
    ]);
  }

  /** Those of these that are there. */
  several(ids: readonly string[]): Promise<readonly TokenRow[]> {
    return this.source.getRepository(TokenRow).findBy({ id: In([...ids]), deletedAt: IsNull() });
  }

  /** Tokens of whose end notice is due. */
  async noticesDue(at: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.source
      .getRepository(TokenRow)
      .createQueryBuilder('t')
      .select('t.id')
      .where('t.notice_due_at <= :at', { at })
      .orderBy('t.notice_due_at')
      .limit(limit)
      .getMany();
    return rows.map(({ id }) => id);
  }

  /**
   * In the order they were created, so that new ones only ever appear at the end.
   */
  async page(after: number, limit: number, filter: TokenFilter): Promise<TokenPage> {
    const query = this.source
      .getRepository(TokenRow)
      .createQueryBuilder('t')
      .where('t.created_position > :after', { after })
      .andWhere(
        filter.deleted ? 't.deleted_at > :kept' : 't.deleted_at IS NULL',
        filter.deleted ? { kept: keptSince(new Date()) } : {},
      )
      .orderBy('t.created_position')
      .limit(limit + 1);
    if (filter.unusedSince !== undefined)
      query.andWhere(`${LAST_USE} < :unusedSince`, { unusedSince: filter.unusedSince });
    const rows = await query.getMany();
    const tokens = rows.slice(0, limit);
    const last = tokens.at(-1);
    return rows.length > limit && last
      ? { tokens, next: Number(last.createdPosition) }
      : { tokens };
  }

  /** The ids of all tokens that work at a time and may manage tokens. */
  async managers(at: Date): Promise<readonly string[]> {
    const rows = await this.source
      .getRepository(TokenRow)
      .createQueryBuilder('t')
      .select('t.id')
      .where('t.permissions && :ids', { ids: [ALL_PERMISSIONS, MANAGE] })
      .andWhere('(t.expires_at IS NULL OR t.expires_at > :at)', { at })
      .andWhere('t.disabled_at IS NULL')
      .andWhere('t.deleted_at IS NULL')
      .getMany();
    return rows.map(({ id }) => id);
  }

  /** The values of a token that work at a time, the newest first. */
  values(tokenId: string, at: Date): Promise<readonly TokenValueRow[]> {
    return this.source
      .getRepository(TokenValueRow)
      .createQueryBuilder('v')
      .where('v.token_id = :tokenId', { tokenId })
      .andWhere('(v.works_until IS NULL OR v.works_until > :at)', { at })
      .orderBy('v.generation', 'DESC')
      .getMany();
  }

  /** The values that these digests belong to, whether they work or not. */
  async valuesOf(digests: readonly Digest[]): Promise<readonly TokenValueRow[]> {
    const rows = await this.source
      .getRepository(TokenValueRow)
      .findBy({ hmac: In(digests.map(({ hmac }) => hmac)) });
    return rows.filter((row) => digests.some((digest) => isSameDigest(row, digest)));
  }
}
