import { Database, LedWork, PostgresEventStore } from '@margay/event-store';
import { Injectable } from '@nestjs/common';

const LOOK_MS = 2_000;
const BATCH = 1_000;

/**
 * Takes the personal fields out of the records of those who were erased, in batches that hold
 * nobody up. Nothing of them is shown any more from the moment it was decided.
 */
@Injectable()
export class Erasing extends LedWork {
  constructor(
    private readonly database: Database,
    store: PostgresEventStore,
  ) {
    super(store, { role: 'erasing', everyMs: LOOK_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const open = await this.database.sql<{ readonly id: string }>`
      SELECT event_id AS id FROM erasure WHERE done_through < through LIMIT 10`;
    for (const { id } of open) await this.finish(id, signal);
    return false;
  }

  /** Whoever else is at it takes turns: each batch is of one of them. */
  async finish(erasure: string, signal?: AbortSignal): Promise<void> {
    for (let erased = BATCH; erased === BATCH;) {
      signal?.throwIfAborted();
      const [row] = await this.database.sql<{ readonly erased: number }>`
        SELECT erase_records(${erasure}, ${BATCH}) AS erased`;
      erased = row?.erased ?? 0;
    }
  }
}
