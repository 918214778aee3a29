import { createHash, randomBytes } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { ParameterValues } from '../parameters/declared-parameter.js';

/** Longer than anybody waits for an approval. */
const DAYS_MAX = 30;

/**
 * The values that templates are given. Secrets are among them, so they lie beside the log, and only until their
 * deployment is over. Their digest is salted: once they are gone, nobody can try what they were.
 */
@Injectable()
export class RunValues {
  constructor(private readonly database: Database) {}

  /** @returns their digest */
  async keep(accountId: string, values: ParameterValues): Promise<string> {
    const content = JSON.stringify(values);
    const salt = randomBytes(16).toString('hex');
    const digest = createHash('sha256').update(`${salt}\n${content}`).digest('hex');
    await this.database.sql`
      INSERT INTO run_values (digest, account_id, content)
      VALUES (${digest}, ${accountId}, ${content})`;
    return digest;
  }

  /** @throws ServiceError `not_found` once they are gone */
  async read(digest: string): Promise<ParameterValues> {
    const [row] = await this.database.sql<{ content: string }>`
      SELECT content FROM run_values WHERE digest = ${digest}`;
    if (!row) throw new ServiceError('not_found', 'The values of the parameters are gone.');
    return JSON.parse(row.content) as ParameterValues;
  }

  /** Throws away what no deployment under way is given; the young ones may be of one that is just asked for. */
  async sweep(underWay: readonly string[]): Promise<void> {
    await this.database.sql`
      DELETE FROM run_values
      WHERE created_at < clock_timestamp() - make_interval(days => ${DAYS_MAX})
         OR (created_at < clock_timestamp() - interval '10 minutes'
             AND account_id <> ALL (${[...underWay]}))`;
  }
}
