import { pause } from '@margay/messaging';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SharedCache } from './shared-cache.service.js';

const EVERY_MS = 30_000;
/** In one go; what comes in meanwhile is left for the next. */
const BATCHES_MAX = 100;

/** Removes answers that nobody can use any more. Every replica does, on different rows. */
@Injectable()
export class SharedCacheSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('provider answers');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly shared: SharedCache) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    for (; !signal.aborted; await pause(EVERY_MS, signal)) {
      try {
        for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch++)
          if ((await this.shared.sweep()) === 0) break;
      } catch (error) {
        this.logger.warn('What has expired cannot be swept now.', { error });
      }
    }
  }
}
