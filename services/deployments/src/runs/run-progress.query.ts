import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { SeenStack } from './step-result.js';

/** What was seen last of the step that is under way. */
export interface RunProgress {
  readonly saying: string;
  readonly stacks: readonly SeenStack[];
  readonly lookedAt: Date;
  /** When something was different from before. */
  readonly changedAt: Date;
}

type Row = Omit<RunProgress, 'lookedAt' | 'changedAt'> & {
  readonly looked_at: Date;
  readonly changed_at: Date;
};

/** It changes all the time and decides nothing, so it lies beside the log: one row for each run. */
@Injectable()
export class RunProgresses {
  constructor(private readonly database: Database) {}

  /** @returns whether something was different from before */
  async saw(
    accountId: string,
    run: number,
    saying: string,
    stacks: readonly SeenStack[],
  ): Promise<boolean> {
    const [row] = await this.database.sql<{ changed: boolean }>`
      INSERT INTO run_progress AS p (account_id, run, saying, stacks)
      VALUES (${accountId}, ${run}, ${saying}, ${JSON.stringify(stacks)}::jsonb)
      ON CONFLICT (account_id, run) DO UPDATE SET
        saying = excluded.saying,
        stacks = excluded.stacks,
        looked_at = clock_timestamp(),
        changed_at = CASE WHEN (p.saying, p.stacks) = (excluded.saying, excluded.stacks)
                          THEN p.changed_at ELSE clock_timestamp() END
      RETURNING changed_at >= looked_at - interval '1 millisecond' AS changed`;
    return row?.changed ?? false;
  }

  async of(accountId: string, run: number): Promise<RunProgress | undefined> {
    const [row] = await this.database.sql<Row>`
      SELECT saying, stacks, looked_at, changed_at FROM run_progress
      WHERE account_id = ${accountId} AND run = ${run}`;
    if (!row) return undefined;
    const { saying, stacks, looked_at: lookedAt, changed_at: changedAt } = row;
    return { saying, stacks, lookedAt: new Date(lookedAt), changedAt: new Date(changedAt) };
  }
}
