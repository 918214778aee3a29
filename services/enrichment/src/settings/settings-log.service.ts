import { ServiceError } from '@margay/contracts';
import { PostgresEventStore, Wakeable } from '@margay/event-store';
import { Health } from '@margay/observability';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { SettingEvent } from './setting-event.js';
import { Settings } from './settings.js';

const BATCH = 500;
/** How long a change made by another replica may go unnoticed. */
const POLL_MS = 250;
const RETRY_MS = 1_000;

/**
 * The settings, folded from the log into memory, and kept up with it.
 *
 * Settings are few and read with every event, so there is no read model in the database: each
 * replica has them all.
 */
@Injectable()
export class SettingsLog implements OnApplicationBootstrap, OnApplicationShutdown {
  private settings = new Settings();
  private epoch = '';
  private isComplete = false;
  private catchingUp: Promise<void> | undefined;
  private readonly listeners = new Set<(settings: Settings) => void>();
  private readonly logger = new Logger('settings');
  private readonly stopped = new AbortController();
  private readonly wakeable = new Wakeable();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: PostgresEventStore<SettingEvent>,
    health: Health,
  ) {
    health.readyWhen('settings', () =>
      Promise.resolve(this.isComplete ? undefined : 'The settings are not read yet.'),
    );
  }

  onApplicationBootstrap(): void {
    const off = this.store.onAppend(() => this.wakeable.wake());
    this.stopped.signal.addEventListener('abort', off);
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** The settings with everything that was acknowledged before the call. */
  async fresh(): Promise<Settings> {
    try {
      // One that has begun already may not see what was acknowledged since.
      await this.catchingUp;
      await this.catchUp();
    } catch (cause) {
      throw new ServiceError('unavailable', 'The settings cannot be read now.', { cause });
    }
    return this.settings;
  }

  /** @param listener called at once if there is something to tell, and after every change */
  onChange(listener: (settings: Settings) => void): void {
    this.listeners.add(listener);
    if (this.isComplete) listener(this.settings);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let pause = POLL_MS;
    for (; !signal.aborted; await this.wakeable.sleep(pause, signal)) {
      try {
        await this.catchUp();
        pause = POLL_MS;
      } catch (error) {
        if (pause === POLL_MS) this.logger.warn('The settings cannot be read.', { error });
        pause = RETRY_MS;
      }
    }
  }

  private catchUp(): Promise<void> {
    this.catchingUp ??= this.readOn().finally(() => (this.catchingUp = undefined));
    return this.catchingUp;
  }

  private async readOn(): Promise<void> {
    const { epoch, position } = await this.store.head();
    // After a restore of the database the log is another one, and what we know may never have been.
    const settings =
      epoch === this.epoch && position >= this.settings.position ? this.settings : new Settings();
    const before = settings.position;
    while (settings.position < position)
      for (const recorded of await this.store.read(settings.position, BATCH))
        settings.apply(recorded);
    const isNews = !this.isComplete || settings !== this.settings || settings.position > before;
    this.settings = settings;
    this.epoch = epoch;
    this.isComplete = true;
    if (isNews) for (const listener of this.listeners) listener(settings);
  }
}
