import { LedWork, PostgresEventStore } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import { RolloutReader } from './rollout-reader.service.js';
import { RolloutValues } from './rollout-values.query.js';
import { RolloutWalk } from './rollout-walk.service.js';

/** Windows open, soaks and freezes end by the clock alone. */
const LOOK_MS = 1_000;
const SWEEP_MS = 60_000;

/** Takes every rollout on, on one replica at a time. */
@Injectable()
export class RolloutLoop extends LedWork {
  private sweptAt = 0;

  constructor(
    store: PostgresEventStore<DeploymentsEvent>,
    private readonly reader: RolloutReader,
    private readonly walk: RolloutWalk,
    private readonly values: RolloutValues,
  ) {
    super(store, { role: 'rollouts', everyMs: LOOK_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const open = await this.reader.open();
    for (const { id, status, underWay } of open) {
      if (signal.aborted) return false;
      // Nobody has approved it yet.
      if (status === 'requested' && underWay === 0) continue;
      try {
        await this.walk.turn(id);
      } catch (error) {
        // The others go on; this one is looked at again.
        this.logger.warn('A rollout will be taken up again.', { error, rollout: id });
      }
    }
    await this.sweep(open.map(({ id }) => id));
    return false;
  }

  private async sweep(open: readonly string[]): Promise<void> {
    const now = performance.now();
    if (this.sweptAt !== 0 && now - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = now;
    await this.values.sweep(open);
  }
}
