import { pause } from '@margay/messaging';
import { counter, gauge } from '@margay/observability';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Prevalence } from './prevalence.js';
import { periodOf } from './prevalence.js';
import type { PrevalencePages } from './prevalence-pages.query.js';

export const STORE_MS = 30_000;

const waiting = gauge({
  name: 'margay_prevalence_pending_values',
  help: 'Distinct values that were seen and are not stored yet.',
});
const lost = counter({
  name: 'margay_prevalence_lost_total',
  help: 'Sightings that were not counted, since too much waited to be stored.',
});

/**
 * Stores what this replica has seen and learns what others have, every half minute. What was seen
 * since is lost with the process.
 */
export class PrevalenceKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('prevalence');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Of each period, until when it is known what others have stored. */
  private readonly known = new Map<number, Date>();

  constructor(
    private readonly prevalence: Prevalence,
    private readonly pages: PrevalencePages,
    private readonly everyMs = STORE_MS,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
    await this.store(AbortSignal.timeout(5_000)).catch((error: unknown) =>
      this.logger.warn('The last sightings are not stored.', { error }),
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let isWell = true;
    for (; !signal.aborted; await pause(this.everyMs, signal)) {
      try {
        await this.learn();
        await this.store(signal);
        isWell = true;
      } catch (error) {
        if (isWell && !signal.aborted)
          this.logger.warn('Sightings cannot be stored now. They are kept.', { error });
        isWell = false;
      }
      waiting.set(this.prevalence.pendingValues);
      lost.inc(this.prevalence.takeLost());
    }
  }

  private async store(signal: AbortSignal): Promise<void> {
    const period = periodOf(Date.now() / 1_000);
    const sketch = this.prevalence.sketchOf(period);
    if (sketch === undefined || this.prevalence.pendingValues === 0) return;
    const sightings = this.prevalence.take();
    try {
      await this.pages.add(period, sketch, sightings, signal);
      this.prevalence.stored();
    } catch (error) {
      this.prevalence.notStored();
      throw error;
    }
  }

  private async learn(): Promise<void> {
    const now = periodOf(Date.now() / 1_000);
    for (const period of [now - 1, now]) {
      const sketch = this.prevalence.sketchOf(period);
      if (sketch === undefined) continue;
      this.known.set(period, await this.pages.load(period, sketch, this.known.get(period)));
    }
    for (const period of this.known.keys()) if (period < now - 1) this.known.delete(period);
    this.prevalence.loaded();
    await this.pages.forget(now - 1);
  }
}
