import type { Sql } from './sql.js';

export interface SealReport {
  /** How many events the chain covers without a fault. */
  readonly sealed: number;
  /** The first commit whose rows, or whose place in the chain, are not what was sealed. */
  readonly broken?: { readonly firstPosition: number; readonly lastPosition: number };
}

interface Link {
  readonly first_position: number;
  readonly last_position: number;
  readonly holds: boolean;
}

const LINKS = 200;

/** Walks the hash chain from the beginning and compares it with the rows as they are now. */
export async function verifySeals(sql: Sql): Promise<SealReport> {
  let sealed = 0;
  for (;;) {
    const links = await sql<Link>`
      SELECT s.first_position, s.last_position,
             s.hash IS NOT DISTINCT FROM seal_of(
               coalesce((SELECT b.hash FROM seal b WHERE b.last_position = s.first_position - 1),
                        ''::bytea),
               s.first_position, s.last_position) AS holds
      FROM seal s WHERE s.last_position > ${sealed} ORDER BY s.last_position LIMIT ${LINKS}`;
    for (const link of links) {
      const broken = { firstPosition: link.first_position, lastPosition: link.last_position };
      if (!link.holds || link.first_position !== sealed + 1) return { sealed, broken };
      sealed = link.last_position;
    }
    if (links.length === LINKS) continue;
    const [unsealed] = await sql<{ last: number }>`
      SELECT position AS last FROM event WHERE position > ${sealed} ORDER BY position DESC LIMIT 1`;
    return unsealed
      ? { sealed, broken: { firstPosition: sealed + 1, lastPosition: unsealed.last } }
      : { sealed };
  }
}
