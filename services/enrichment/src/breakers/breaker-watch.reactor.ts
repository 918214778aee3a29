import {
  type Cause,
  type CommandHandler,
  LedWork,
  type PostgresEventStore,
} from '@margay/event-store';
import type { SettingEvent } from '../settings/setting-event.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import type { BreakerCommand, BreakerEvent, BreakerHistory } from './breaker.decider.js';
import type { BreakerNews } from './breaker-news.service.js';
import { heldByMost } from './fleet.js';

const EVERY_MS = 1_000;

const causeOf = (name: string): Cause => ({
  actor: { type: 'system', id: 'enrichment' },
  requestId: `breaker-${name}-${Date.now()}`,
});

export type BreakerHandler = CommandHandler<BreakerCommand, BreakerHistory, BreakerEvent>;

/** Writes down when most replicas begin to hold calls to a provider back, and when they no longer do. One of them does. */
export class BreakerWatch extends LedWork {
  /** As it was written down; undefined: not known yet. */
  private readonly known = new Map<string, boolean>();

  constructor(
    store: PostgresEventStore<SettingEvent>,
    private readonly log: Pick<SettingsLog, 'fresh'>,
    private readonly news: Pick<BreakerNews, 'reports'>,
    private readonly breakers: BreakerHandler,
  ) {
    super(store, { role: 'breaker-watch', everyMs: EVERY_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const { providers } = await this.log.fresh();
    const held = heldByMost(this.news.reports(), performance.now());
    for (const name of new Set([...providers.keys(), ...this.known.keys()])) {
      signal.throwIfAborted();
      const [first] = held.filter(({ provider }) => provider === name);
      await this.say(name, first && { cause: first.cause, inMs: first.retryInMs });
      if (!providers.has(name)) this.known.delete(name);
    }
    return false;
  }

  /** Whoever led before may have been interrupted here. */
  protected override settle(): Promise<void> {
    this.known.clear();
    return Promise.resolve();
  }

  private async say(
    name: string,
    open:
      | { readonly cause: Extract<BreakerCommand, { type: 'SayOpen' }>['cause']; inMs: number }
      | undefined,
  ): Promise<void> {
    if (this.known.get(name) === (open !== undefined)) return;
    const command: BreakerCommand = open
      ? {
          type: 'SayOpen',
          name,
          cause: open.cause,
          nextProbeAt: new Date(Date.now() + open.inMs).toISOString(),
        }
      : { type: 'SayClosed', name };
    await this.breakers.execute(name, command, causeOf(name));
    this.known.set(name, open !== undefined);
  }
}
