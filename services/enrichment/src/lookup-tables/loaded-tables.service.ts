import { randomUUID } from 'node:crypto';
import { Wakeable } from '@margay/event-store';
import { gauge } from '@margay/observability';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { CurrentEnricher } from '../enriching/current-enricher.service.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import type { Settings } from '../settings/settings.js';
import type { LookupTable } from '../tables/lookup-table.js';
import type { LookupData } from './lookup-data.query.js';
import { ownTable, TableBuilder } from './versioned-table.js';

/** How often a replica says that it lives, and what it has. */
const REPORT_MS = 2_000;
const RETRY_MS = 2_000;

const memory = gauge({
  name: 'margay_lookup_table_bytes',
  help: 'Memory that the lookup tables take.',
});
const rows = gauge({ name: 'margay_lookup_table_rows', help: 'Rows of the lookup tables.' });

/** Every version that is in force or about to be, by id. */
function wantedBy({ lookupTables }: Settings): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  for (const [name, { state }] of lookupTables) {
    if (!state.definition.enabled) continue;
    for (const version of [state.active, state.staged]) if (version) wanted.set(version.id, name);
  }
  return wanted;
}

/**
 * The lookup tables of this replica: loaded when they are staged, in force when the log says so.
 *
 * A version that cannot be loaded leaves the one before it in force.
 */
export class LoadedTables implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly replicaId = randomUUID();
  private readonly versions = new Map<string, LookupTable>();
  /** By name: what was in force last, and is until the next is there. */
  private readonly inForce = new Map<string, LookupTable>();
  private settings: Settings | undefined;
  private readonly logger = new Logger('lookup tables');
  private readonly stopped = new AbortController();
  private readonly wakeable = new Wakeable();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly data: LookupData,
    private readonly current: CurrentEnricher,
    log: SettingsLog,
  ) {
    log.onChange((settings) => this.follow(settings));
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
    // What it had is not waited for any longer. If this fails, its silence says the same.
    await this.data.leave(this.replicaId).catch(() => undefined);
  }

  /** What is in force here under a name. */
  table(name: string): LookupTable | undefined {
    return this.inForce.get(name);
  }

  private follow(settings: Settings): void {
    this.settings = settings;
    for (const [name, { state }] of settings.lookupTables) {
      const table = state.active && this.versions.get(state.active.id);
      if (table !== undefined) this.inForce.set(name, table);
      if (!state.definition.enabled || state.active === undefined) this.inForce.delete(name);
    }
    for (const name of this.inForce.keys())
      if (!settings.lookupTables.has(name)) this.inForce.delete(name);
    this.current.use(settings, [...this.inForce.values()]);
    this.measure();
    this.wakeable.wake();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let pause = REPORT_MS;
    for (; !signal.aborted; await this.wakeable.sleep(pause, signal)) {
      try {
        await this.load();
        await this.data.report(this.replicaId, [...this.versions.keys()]);
        pause = REPORT_MS;
      } catch (error) {
        this.logger.warn('A lookup table cannot be loaded. Trying again.', { error });
        pause = RETRY_MS;
      }
    }
  }

  /** Loads what is wanted and drops what no longer is. */
  private async load(): Promise<void> {
    const { settings } = this;
    if (settings === undefined) return;
    const wanted = wantedBy(settings);
    for (const id of this.versions.keys()) if (!wanted.has(id)) this.versions.delete(id);
    for (const [id, name] of wanted) {
      if (this.versions.has(id) || this.stopped.signal.aborted) continue;
      const definition = settings.lookupTables.get(name)?.state.definition;
      if (definition === undefined) continue;
      const chunks = await this.data.chunksOf(id);
      const identity = ownTable(name, definition.schema);
      const table = await TableBuilder.restore(identity, Date.now, chunks);
      this.versions.set(id, table);
      this.logger.log('A lookup table is loaded.', { name, version: id, rows: table.summary.rows });
      await this.data.report(this.replicaId, [...this.versions.keys()]);
      // It may be in force already: after a start, or where others were faster.
      if (this.settings !== undefined) this.follow(this.settings);
    }
  }

  private measure(): void {
    const all = [...this.inForce.values()].map(({ summary }) => summary);
    memory.set(all.reduce((sum, { bytes }) => sum + bytes, 0));
    rows.set(all.reduce((sum, table) => sum + table.rows, 0));
  }
}
