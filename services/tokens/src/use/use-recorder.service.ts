import { ServiceError } from '@margay/contracts';
import { Database, rowsOf, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type TokenUse, USE_KEPT_DAYS } from './token-use.js';

const USES_MAX = 500;
const ROUTES_MAX = 500;
const TEXT_LENGTH_MAX = 200;
const Text = z.string().max(TEXT_LENGTH_MAX);

const Uses = z
  .array(
    z.object({
      tokenId: z.uuid(),
      generation: z.number().int().positive(),
      last: z.object({ at: z.date(), address: Text }).optional(),
      calls: z
        .array(z.object({ route: Text, verdict: Text, calls: z.number().int().nonnegative() }))
        .max(ROUTES_MAX),
      permissions: z.array(Text).max(ROUTES_MAX),
    }),
  )
  .max(USES_MAX);

/** Counts what tokens were used for: a statement per kind and batch, and no batch twice. */
@Injectable()
export class UseRecorder {
  constructor(private readonly database: Database) {}

  /** @throws ServiceError `bad_request` for a batch that is not one */
  async record(batchId: string, uses: readonly TokenUse[]): Promise<void> {
    if (!z.uuid().safeParse(batchId).success || !Uses.safeParse(uses).success)
      throw new ServiceError('bad_request', 'The report of uses is not readable.');
    await this.database.transaction(
      async (sql) => {
        const first = await sql`
          INSERT INTO use_batch (id) VALUES (${batchId}) ON CONFLICT DO NOTHING RETURNING id`;
        if (first.length === 0) return;
        await this.recordLast(uses, sql);
        await this.recordPermissions(uses, sql);
        await this.countCalls(uses, sql);
        await sql`DELETE FROM use_batch WHERE counted_at < clock_timestamp() - interval '1 hour'`;
        await sql`DELETE FROM token_call WHERE day < current_date - ${USE_KEPT_DAYS}::integer`;
      },
      // Losing the last moments in a crash loses a count, and no token.
      { durable: false },
    );
  }

  /** Never goes back, in whichever order batches come in. */
  private async recordLast(uses: readonly TokenUse[], sql: Sql): Promise<void> {
    const rows = uses.flatMap(({ tokenId, generation, last }) =>
      last ? [{ token_id: tokenId, generation, at: last.at, address: last.address }] : [],
    );
    if (rows.length > 0)
      await sql`
        INSERT INTO token_use AS u (token_id, generation, last_used_at, last_address)
        SELECT * FROM ${rowsOf(
          rows,
          'token_id uuid, generation integer, at timestamptz, address text',
        )} AS r ORDER BY token_id, generation
        ON CONFLICT (token_id, generation) DO UPDATE
        SET last_used_at = excluded.last_used_at, last_address = excluded.last_address
        WHERE u.last_used_at < excluded.last_used_at`;
  }

  private async recordPermissions(uses: readonly TokenUse[], sql: Sql): Promise<void> {
    const rows = uses.flatMap(({ tokenId, last, permissions }) =>
      last ? permissions.map((permission) => ({ token_id: tokenId, permission, at: last.at })) : [],
    );
    if (rows.length > 0)
      await sql`
        INSERT INTO permission_use AS u (token_id, permission, last_used_at)
        SELECT token_id, permission, max(at)
        FROM ${rowsOf(rows, 'token_id uuid, permission text, at timestamptz')} AS r
        GROUP BY token_id, permission ORDER BY token_id, permission
        ON CONFLICT (token_id, permission) DO UPDATE
        SET last_used_at = greatest(u.last_used_at, excluded.last_used_at)`;
  }

  private async countCalls(uses: readonly TokenUse[], sql: Sql): Promise<void> {
    const rows = uses.flatMap(({ tokenId, calls }) =>
      calls.map((each) => ({ token_id: tokenId, ...each })),
    );
    if (rows.length > 0)
      await sql`
        INSERT INTO token_call AS c (token_id, day, route, verdict, calls)
        SELECT token_id, current_date, route, verdict, sum(calls)
        FROM ${rowsOf(rows, 'token_id uuid, route text, verdict text, calls bigint')} AS r
        GROUP BY token_id, route, verdict ORDER BY token_id, route, verdict
        ON CONFLICT (token_id, day, route, verdict) DO UPDATE SET calls = c.calls + excluded.calls`;
  }
}
