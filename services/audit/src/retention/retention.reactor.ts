import { randomUUID } from 'node:crypto';
import { CommandHandler, Database, PostgresEventStore } from '@margay/event-store';
import { causeOf, systemCaller } from '@margay/messaging';
import { Injectable } from '@nestjs/common';
import { LedWork } from '@margay/event-store';
import type { Retention, RetentionCommand, RetentionEvent } from './retention.decider.js';
import { RETENTION } from './retention.service.js';

const LOOK_MS = 60_000;
/** A partition takes what is recorded in a week, or a million records. */
const PARTITION = { age: '7 days', records: 1_000_000 } as const;

interface Partition {
  readonly from: number;
  readonly to: number;
}

/** Seals partitions, and has those dropped whose time is over. */
@Injectable()
export class RetentionKeeper extends LedWork {
  constructor(
    private readonly database: Database,
    store: PostgresEventStore,
    private readonly handler: CommandHandler<RetentionCommand, Retention, RetentionEvent>,
  ) {
    super(store, { role: 'retention', everyMs: LOOK_MS });
  }

  protected async step(): Promise<boolean> {
    await this.seal(PARTITION);
    return this.drop();
  }

  /** Closes the open partition if it is full. */
  async seal(partition: { readonly age: string; readonly records: number }): Promise<void> {
    await this.database.sql`
      SELECT seal_partition(${partition.age}::interval, ${partition.records})`;
  }

  /** Decides that the oldest partition is dropped if its time is over. @returns whether it was */
  async drop(): Promise<boolean> {
    const { days, holds, droppedThrough } = await this.handler.state(RETENTION.id);
    if (holds.length > 0) return false;
    const [oldest] = await this.database.sql<Partition & { readonly over: boolean }>`
      SELECT from_sequence AS "from", to_sequence AS "to",
             newest_at < clock_timestamp() - make_interval(days => ${days}) AS over
      FROM record_partition WHERE to_sequence > ${droppedThrough} ORDER BY from_sequence LIMIT 1`;
    if (!oldest?.over) return false;
    const { from, to } = oldest;
    await this.handler.execute(
      RETENTION.id,
      { type: 'DropRecords', fromSequence: from, toSequence: to },
      causeOf(systemCaller('audit', randomUUID())),
    );
    this.logger.log('Records are dropped: their time is over.', { from, to, days });
    return true;
  }
}
