import { PostgresEventStore } from '@margay/event-store';
import { counter, gauge } from '@margay/observability';
import { Injectable } from '@nestjs/common';
import { LedWork } from '@margay/event-store';
import { CheckpointsService } from './checkpoints.service.js';

/** A checkpoint after so many records, or so much time: an empty one says that nothing happened. */
const EVERY = { records: 1_000, ms: 60_000 } as const;
const LOOK_MS = 1_000;

const uncovered = gauge({
  name: 'margay_audit_records_uncovered',
  help: 'Records that no checkpoint covers yet.',
});
const made = counter({ name: 'margay_audit_checkpoints_total', help: 'Checkpoints made.' });

/** Sees to it that there is a checkpoint whenever one is due. */
@Injectable()
export class Checkpointer extends LedWork {
  constructor(
    store: PostgresEventStore,
    private readonly checkpoints: CheckpointsService,
  ) {
    super(store, { role: 'checkpoints', everyMs: LOOK_MS });
  }

  protected async step(): Promise<boolean> {
    const { records, ageMs } = await this.checkpoints.due();
    uncovered.set(records);
    if (records < EVERY.records && ageMs < EVERY.ms) return false;
    await this.checkpoints.make();
    made.inc();
    return false;
  }
}
