import { ALL_PERMISSIONS } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { MANAGE } from '../token/lockout.js';
import type { Digest } from '../authentication/token-digest.js';
import { TokenRow } from './token.row.js';
import { TokenValueRow } from './token-value.row.js';

export interface TokenPage {
  readonly tokens: readonly TokenRow[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

@Injectable()
export class TokenListQuery {
  constructor(private readonly source: DataSource) {}

  one(id: string): Promise<TokenRow | null> {
    return this.source.getRepository(TokenRow).findOneBy({ id });
  }

  /** In the order they were created, so that new ones only ever appear at the end. */
  async page(after: number, limit: number): Promise<TokenPage> {
    const rows = await this.source.getRepository(TokenRow).find({
      where: { createdPosition: MoreThan(String(after)) },
      order: { createdPosition: 'ASC' },
      take: limit + 1,
    });
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

  /** The value that one of these digests belongs to, whether it works or not. */
  valueOf(digests: readonly Digest[]): Promise<TokenValueRow | null> {
    return this.source
      .getRepository(TokenValueRow)
      .createQueryBuilder('v')
      .where(
        digests
          .map((_, index) => `(v.hmac = :hmac${index} AND v.pepper = :pepper${index})`)
          .join(' OR '),
        Object.fromEntries(
          digests.flatMap(({ hmac, pepper }, index) => [
            [`hmac${index}`, hmac],
            [`pepper${index}`, pepper],
          ]),
        ),
      )
      .getOne();
  }
}
