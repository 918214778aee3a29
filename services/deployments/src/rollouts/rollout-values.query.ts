import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { ParameterValues } from '../parameters/declared-parameter.js';

/** Longer than any rollout takes. */
const DAYS_MAX = 180;

/** The values that deployments of rollouts will be asked for with: secrets, so they lie beside the log until then. */
@Injectable()
export class RolloutValues {
  constructor(private readonly database: Database) {}

  async keep(rolloutId: string, of: ReadonlyMap<string, ParameterValues>): Promise<void> {
    for (const [accountId, values] of of)
      await this.database.sql`
        INSERT INTO rollout_values (rollout_id, account_id, content)
        VALUES (${rolloutId}, ${accountId}, ${JSON.stringify(values)})
        ON CONFLICT (rollout_id, account_id) DO UPDATE SET content = excluded.content`;
  }

  /** @returns undefined once they are thrown away */
  async of(rolloutId: string, accountId: string): Promise<ParameterValues | undefined> {
    const [row] = await this.database.sql<{ content: string }>`
      SELECT content FROM rollout_values
      WHERE rollout_id = ${rolloutId} AND account_id = ${accountId}`;
    return row && (JSON.parse(row.content) as ParameterValues);
  }

  /** Throws away what no rollout needs any longer; the young ones may be of one that is just asked for. */
  async sweep(open: readonly string[]): Promise<void> {
    await this.database.sql`
      DELETE FROM rollout_values
      WHERE created_at < clock_timestamp() - make_interval(days => ${DAYS_MAX})
         OR (created_at < clock_timestamp() - interval '10 minutes'
             AND rollout_id <> ALL (${[...open]}))`;
  }
}
