import { ALL_PERMISSIONS } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { likePattern, type Selection } from './selection.js';

@Injectable()
export class SelectedTokensQuery {
  constructor(private readonly database: Database) {}

  /** The ids of the tokens that a selection means, the oldest first, but for one. */
  async ids(selection: Selection, except: string, limit: number): Promise<readonly string[]> {
    const { createdBy = null, permission = null, address = null } = selection;
    const { unusedSince = null, name = null } = selection;
    const rows = await this.database.sql<{ id: string }>`
      SELECT t.id FROM token_list t
      LEFT JOIN LATERAL (
        SELECT u.last_used_at, u.last_address FROM token_use u WHERE u.token_id = t.id
        ORDER BY u.last_used_at DESC LIMIT 1) u ON true
      WHERE t.deleted_at IS NULL AND t.id::text <> ${except}
        AND (${createdBy}::text IS NULL OR t.created_by->>'id' = ${createdBy})
        AND (${permission}::text IS NULL OR t.permissions && ARRAY[${permission}, ${ALL_PERMISSIONS}])
        AND (${unusedSince}::timestamptz IS NULL
             OR coalesce(u.last_used_at, t.created_at) < ${unusedSince}::timestamptz)
        AND (${name}::text IS NULL OR t.name LIKE ${name === null ? null : likePattern(name)})
        AND (${address}::inet IS NULL
             OR nullif(u.last_address, '')::inet <<= ${address}::inet
             OR EXISTS (SELECT FROM unnest(t.cidr_blocks) b WHERE b::inet && ${address}::inet))
      ORDER BY t.created_position LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }
}
