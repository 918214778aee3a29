import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { type RouteCalls, USE_KEPT_DAYS } from './token-use.js';

const ROUTES_SHOWN_MAX = 500;

export interface LastUse {
  readonly lastUsedAt: Date;
  readonly lastAddress: string;
}

@Injectable()
export class TokenUseQuery {
  constructor(private readonly database: Database) {}

  /** By token: the last use of any of its values. */
  async lastOf(tokenIds: readonly string[]): Promise<ReadonlyMap<string, LastUse>> {
    if (tokenIds.length === 0) return new Map();
    const rows = await this.database.sql<LastUse & { tokenId: string }>`
      SELECT DISTINCT ON (token_id) token_id AS "tokenId", last_used_at AS "lastUsedAt",
             last_address AS "lastAddress"
      FROM token_use WHERE token_id = ANY(${tokenIds}::uuid[])
      ORDER BY token_id, last_used_at DESC`;
    return new Map(rows.map(({ tokenId, ...last }) => [tokenId, last]));
  }

  /** By generation: the last use of each value of a token. */
  async lastByGeneration(tokenId: string): Promise<ReadonlyMap<number, LastUse>> {
    const rows = await this.database.sql<LastUse & { generation: number }>`
      SELECT generation, last_used_at AS "lastUsedAt", last_address AS "lastAddress"
      FROM token_use WHERE token_id = ${tokenId}`;
    return new Map(rows.map(({ generation, ...last }) => [generation, last]));
  }

  calls(tokenId: string): Promise<readonly RouteCalls[]> {
    return this.database.sql<RouteCalls>`
      SELECT route, verdict, sum(calls)::bigint AS calls FROM token_call
      WHERE token_id = ${tokenId} AND day >= current_date - ${USE_KEPT_DAYS}::integer
      GROUP BY route, verdict ORDER BY sum(calls) DESC, route, verdict LIMIT ${ROUTES_SHOWN_MAX}`;
  }

  async permissionsUsed(tokenId: string, since: Date): Promise<ReadonlySet<string>> {
    const rows = await this.database.sql<{ permission: string }>`
      SELECT permission FROM permission_use
      WHERE token_id = ${tokenId} AND last_used_at >= ${since}`;
    return new Set(rows.map(({ permission }) => permission));
  }
}
