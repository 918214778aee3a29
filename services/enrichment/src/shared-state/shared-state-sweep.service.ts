import { Database } from '@margay/event-store';
import { pause } from '@margay/messaging';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { KEYS_MAX } from './shared-key.js';

const EVERY_MS = 10_000;
const BATCH = 1_000;
/** In one go; what comes in meanwhile is left for the next. */
const BATCHES_MAX = KEYS_MAX / BATCH;

/** Removes what has expired, in batches that hold no lock for long. Every replica does, on different rows. */
@Injectable()
export class SharedStateSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('shared state');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** @returns how many rows of the namespace, or of all, had expired and are gone */
  expired(namespace?: string): Promise<number> {
    return inBatches(
      () => this.database.sql`
      DELETE FROM shared_state WHERE (namespace, kind, key) IN (
        SELECT namespace, kind, key FROM shared_state
        WHERE expires_at <= statement_timestamp()
          AND (${namespace ?? null}::text IS NULL OR namespace = ${namespace ?? null}::text)
        ORDER BY expires_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING 1`,
    );
  }

  /** @returns how many rows of the namespace are gone */
  clear(namespace: string): Promise<number> {
    return inBatches(
      () => this.database.sql`
      DELETE FROM shared_state WHERE (namespace, kind, key) IN (
        SELECT namespace, kind, key FROM shared_state WHERE namespace = ${namespace}
        ORDER BY kind, key LIMIT ${BATCH} FOR UPDATE)
      RETURNING 1`,
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    for (; !signal.aborted; await pause(EVERY_MS, signal)) {
      try {
        await this.expired();
        await this.database.sql`DELETE FROM shared_state_stripe WHERE keys = 0`;
      } catch (error) {
        this.logger.warn('What has expired cannot be swept now.', { error });
      }
    }
  }
}

async function inBatches(remove: () => Promise<readonly unknown[]>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const { length } = await remove();
    total += length;
    if (length < BATCH) break;
  }
  return total;
}
