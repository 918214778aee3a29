import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from './leadership.js';
import { Wakeable } from './wakeable.js';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** Where it is decided who leads: the event store of the service. */
export interface Leads {
  lead(role: string, signal: AbortSignal): Promise<Lease>;
}

export interface LedWorkOptions {
  /** Unique in the service. */
  readonly role: string;
  /** How long to wait after a step that found nothing to do. */
  readonly everyMs: number;
  readonly retryMs?: number;
}

/** Work that goes on for as long as the service runs, in one replica at a time. */
export abstract class LedWork implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger: Logger;
  private readonly stopped = new AbortController();
  private readonly wakeable = new Wakeable();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly leads: Leads,
    private readonly options: LedWorkOptions,
  ) {
    this.logger = new Logger(options.role);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** @returns whether there may be more to do at once */
  protected abstract step(signal: AbortSignal): Promise<boolean>;

  /** There is something to do now: the next step does not wait. */
  protected readonly wake = (): void => this.wakeable.wake();

  /** Ends what steps have left running, before another process may lead. */
  protected settle(): Promise<void> {
    return Promise.resolve();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    const { role, everyMs, retryMs = 2_000 } = this.options;
    while (!signal.aborted) {
      let lease: Lease | undefined;
      try {
        lease = await this.leads.lead(role, signal);
        const until = AbortSignal.any([signal, lease.lost]);
        while (!until.aborted)
          if (!(await this.step(until))) await this.wakeable.sleep(everyMs, until);
      } catch (error) {
        if (signal.aborted) break;
        this.logger.warn('It did not work. Trying again.', { error });
        await sleep(retryMs, undefined, { signal }).catch(() => undefined);
      } finally {
        await this.settle();
        await lease?.release();
      }
    }
  }
}
