import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ServiceError } from '@margay/contracts';
import { type CommandHandler, LedWork, type PostgresEventStore } from '@margay/event-store';
import type { SettingEvent } from '../settings/setting-event.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import type { ImportRow, LookupData } from './lookup-data.query.js';
import type {
  ImportFault,
  LookupTableCommand,
  LookupTableEvent,
  LookupTableState,
  VersionRef,
} from './lookup-table.decider.js';
import { type DataLimits, readRows } from './read-rows.js';
import { RowStore } from './row-store.js';
import { diffOf } from './table-diff.js';
import { TableFault } from './table-fault.js';
import { ownTable, TableBuilder } from './versioned-table.js';

export type LookupTableHandler = CommandHandler<
  LookupTableCommand,
  LookupTableState,
  LookupTableEvent
>;

/** Replicas have so long to load a version; then it is in force without those that have not. */
const STAGE_MS = 60_000;
const EVERY_MS = 250;
const SWEEP_MS = 600_000;

/**
 * Makes versions of what was uploaded, one after the other, and puts them in force once every
 * replica has them. One replica at a time does it; what it did not finish the next begins anew.
 */
export class Imports extends LedWork {
  private sweptAt = 0;
  private readonly stagedAt = new Map<string, number>();

  constructor(
    store: PostgresEventStore<SettingEvent>,
    private readonly data: LookupData,
    private readonly tables: LookupTableHandler,
    private readonly log: SettingsLog,
    private readonly limits: DataLimits,
  ) {
    super(store, { role: 'lookup-imports', everyMs: EVERY_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    await this.activate();
    const next = await this.data.nextWaiting();
    if (next !== undefined) {
      await this.import(next, signal);
      return true;
    }
    if (Date.now() > this.sweptAt + SWEEP_MS) await this.sweep();
    return false;
  }

  /** Puts in force what every replica has. */
  private async activate(): Promise<void> {
    const { lookupTables } = await this.log.fresh();
    for (const [name, { state }] of lookupTables) {
      const { staged } = state;
      if (staged === undefined) continue;
      const since = this.stagedAt.get(staged.id) ?? Date.now();
      this.stagedAt.set(staged.id, since);
      const isLate = Date.now() > since + STAGE_MS;
      if (!isLate && !(await this.data.isEverywhere(staged.id))) continue;
      if (isLate) this.logger.warn('Some replicas have not loaded a version.', { name });
      this.stagedAt.delete(staged.id);
      const command = { type: 'ActivateVersion', name, versionId: staged.id } as const;
      await this.tables.execute(name, command, systemCause(staged.id));
    }
  }

  private async import(upload: ImportRow, signal: AbortSignal): Promise<void> {
    const { id, table: name, cause } = upload;
    try {
      const version = await this.make(upload, signal);
      await this.data.conclude(id, { version });
      this.logger.log('An import is done.', { table: name, rows: version.rows });
    } catch (thrown) {
      signal.throwIfAborted();
      const fault = faultOf(thrown);
      if (fault === undefined) throw thrown;
      // Told once, however often it is tried: the import's id is the command's key.
      await this.tables
        .execute(name, { type: 'FailImport', name, importId: id, fault }, cause, {
          idempotencyKey: id,
        })
        .catch(ignoreAbsent);
      await this.data.conclude(id, { fault });
      this.logger.warn('An import failed.', { table: name, problem: fault.problem });
    }
  }

  private async make(upload: ImportRow, signal: AbortSignal): Promise<VersionRef> {
    const { id: importId, table: name, cause } = upload;
    const { lookupTables } = await this.log.fresh();
    const state = lookupTables.get(name)?.state;
    if (state === undefined) throw new TableFault('The table was removed.');
    const { schema } = state.definition;
    const builder = new TableBuilder(ownTable(name, schema), Date.now);
    const source = Readable.from(this.data.partsOf(upload), { signal });
    await readRows(source, upload.format, schema, this.limits, (values, line) =>
      builder.add(values, line),
    );
    // Only what makes a table is kept: two equal blocks are found here.
    builder.build();
    const before = state.active ?? state.staged;
    const old = before && RowStore.fromChunks(await this.data.chunksOf(before.id));
    const diff = await diffOf(old, builder.store);
    const versionId = randomUUID();
    const bytes = await this.data.keep(versionId, builder.toChunks());
    const version: VersionRef = { id: versionId, rows: builder.rows, bytes, ...diff };
    const command = { type: 'StageVersion', name, importId, schema, version } as const;
    const { state: after } = await this.tables.execute(name, command, cause, {
      idempotencyKey: importId,
    });
    // Staged before, by one that then was killed: that version counts.
    return (after.is === 'defined' && (after.staged ?? after.active)) || version;
  }

  private async sweep(): Promise<void> {
    const { lookupTables } = await this.log.fresh();
    const needed = [...lookupTables.values()].flatMap(({ state: { active, staged } }) =>
      [active, staged].flatMap((version) => (version ? [version.id] : [])),
    );
    await this.data.sweep(needed);
    this.sweptAt = Date.now();
  }
}

function faultOf(thrown: unknown): ImportFault | undefined {
  if (thrown instanceof TableFault) {
    const { problem, line, column } = thrown;
    return {
      problem,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    };
  }
  const isOurs = thrown instanceof ServiceError && ['conflict', 'not_found'].includes(thrown.code);
  return isOurs ? { problem: thrown.message } : undefined;
}

/** A table that is gone has nobody to be told. */
const ignoreAbsent = (thrown: unknown): void => {
  if (!(thrown instanceof ServiceError && thrown.code === 'not_found')) throw thrown;
};

const systemCause = (versionId: string) => ({
  actor: { type: 'system', id: 'enrichment' } as const,
  requestId: `activate-${versionId}`,
});
