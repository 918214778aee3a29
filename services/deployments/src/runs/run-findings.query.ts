import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { Findings } from './finding.js';

interface OfHop {
  readonly accountId: string;
  readonly run: number;
  readonly hop: number;
}

interface Row {
  readonly kind: keyof Findings;
  readonly content: unknown;
}

/** What was found last in each hop of a deployment. It is kept before the step that found it is concluded. */
@Injectable()
export class RunFindings {
  constructor(private readonly database: Database) {}

  async keep({ accountId, run, hop }: OfHop, found: Partial<Findings>): Promise<void> {
    for (const [kind, content] of Object.entries(found))
      await this.database.sql`
        INSERT INTO run_finding (account_id, run, hop, kind, content)
        VALUES (${accountId}, ${run}, ${hop}, ${kind}, ${JSON.stringify(content)}::jsonb)
        ON CONFLICT (account_id, run, hop, kind) DO UPDATE SET
          content = excluded.content, found_at = clock_timestamp()`;
  }

  async of({ accountId, run, hop }: OfHop): Promise<Partial<Findings>> {
    const rows = await this.database.sql<Row>`
      SELECT kind, content FROM run_finding
      WHERE account_id = ${accountId} AND run = ${run} AND hop = ${hop}`;
    return Object.fromEntries(rows.map(({ kind, content }) => [kind, content]));
  }
}
