import type { Readable } from 'node:stream';
import { type Cause, type Database, LedWork, type PostgresEventStore } from '@margay/event-store';
import type { SettingEvent } from '../settings/setting-event.js';
import type { LookupTableSetting } from '../settings/settings.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import type { LookupTableHandler } from './imports.reactor.js';
import type { LookupData } from './lookup-data.query.js';
import type { Refresh } from './lookup-table-definition.js';
import { PART_BYTES_MAX } from './lookup-tables.service.js';
import type { DataLimits } from './read-rows.js';
import { isOverdue, nextRefresh } from './refresh-plan.js';
import type { RefreshSource } from './refresh-source.client.js';
import { TableFault } from './table-fault.js';

const EVERY_MS = 1_000;
/** One fetch may take so long. */
const FETCH_MS = 10 * 60_000;

interface RefreshRow {
  readonly definition: string;
  readonly etag: string;
  readonly heardAt: Date;
  readonly nextAt: Date;
}

const causeOf = (name: string, at: number): Cause => ({
  actor: { type: 'system', id: 'enrichment' },
  requestId: `refresh-${name}-${at}`,
});

/** Fetches what is due, one table after the other, in one replica at a time. What was fetched is imported like an upload. */
export class Refreshes extends LedWork {
  constructor(
    store: PostgresEventStore<SettingEvent>,
    private readonly database: Database,
    private readonly data: LookupData,
    private readonly tables: LookupTableHandler,
    private readonly log: SettingsLog,
    private readonly source: RefreshSource,
    private readonly limits: DataLimits,
  ) {
    super(store, { role: 'lookup-refreshes', everyMs: EVERY_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const { lookupTables } = await this.log.fresh();
    for (const [name, { state }] of lookupTables) {
      const { refresh, enabled } = state.definition;
      if (refresh === undefined || !enabled) continue;
      signal.throwIfAborted();
      await this.look(name, refresh, signal);
    }
    await this.forget(lookupTables);
    return false;
  }

  private async look(name: string, refresh: Refresh, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const definition = JSON.stringify(refresh);
    const row = await this.rowOf(name, definition);
    if (isOverdue(refresh, row.heardAt.getTime(), now)) {
      const since = row.heardAt.toISOString();
      await this.tables.execute(name, { type: 'SayOverdue', name, since }, causeOf(name, now));
    }
    const isOther = row.definition !== definition;
    if (!isOther && row.nextAt.getTime() > now) return;
    const next = new Date(nextRefresh(refresh, now, Math.random()));
    const etag = await this.fetch(name, refresh, isOther ? '' : row.etag, signal);
    await this.database.sql`
      UPDATE lookup_refresh SET definition = ${definition}, next_at = ${next},
        etag = coalesce(${etag ?? null}, etag),
        heard_at = CASE WHEN ${etag !== undefined} THEN clock_timestamp() ELSE heard_at END
      WHERE table_name = ${name}`;
  }

  /** @returns the tag of what is there now; undefined if it could not be had */
  private async fetch(
    name: string,
    refresh: Refresh,
    etag: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const cause = causeOf(name, Date.now());
    const until = AbortSignal.any([signal, AbortSignal.timeout(FETCH_MS)]);
    let id: string | undefined;
    try {
      const fetched = await this.source.fetch(refresh, etag, until);
      if ('unchanged' in fetched) return etag;
      id = await this.data.begin(name, refresh.format, cause);
      const parts = await this.keep(id, fetched.body, until);
      if (!(await this.data.finish(id, parts))) throw new TableFault('There is no data.');
      return fetched.etag;
    } catch (thrown) {
      signal.throwIfAborted();
      const problem =
        thrown instanceof TableFault
          ? thrown.problem
          : until.aborted
            ? 'It took too long.'
            : undefined;
      if (problem === undefined) throw thrown;
      const importId = id ?? (await this.data.begin(name, refresh.format, cause));
      await this.data.conclude(importId, { fault: { problem } });
      await this.tables.execute(
        name,
        { type: 'FailImport', name, importId, fault: { problem } },
        cause,
      );
      this.logger.warn('A lookup table could not be fetched.', { table: name, problem });
      return undefined;
    }
  }

  /** @returns how many parts there were */
  private async keep(id: string, body: Readable, signal: AbortSignal): Promise<number> {
    let number = 0;
    let held: Buffer[] = [];
    let bytes = 0;
    let all = 0;
    const put = async () => {
      if (bytes > 0) await this.data.append(id, number++, Buffer.concat(held));
      held = [];
      bytes = 0;
    };
    const stop = () => body.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop);
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        all += chunk.length;
        if (all > this.limits.compressedBytes)
          throw new TableFault('The data is larger than a table may be.');
        held.push(chunk);
        bytes += chunk.length;
        if (bytes >= PART_BYTES_MAX) await put();
      }
    } catch (thrown) {
      throw thrown instanceof TableFault || signal.aborted
        ? thrown
        : new TableFault('The connection broke.', undefined, undefined, { cause: thrown });
    } finally {
      signal.removeEventListener('abort', stop);
    }
    await put();
    return number;
  }

  /** What is kept about a table; made when it is first wanted, and due then. */
  private async rowOf(name: string, definition: string): Promise<RefreshRow> {
    await this.database.sql`
      INSERT INTO lookup_refresh (table_name, definition, next_at)
      VALUES (${name}, ${definition}, clock_timestamp()) ON CONFLICT DO NOTHING`;
    const [row] = await this.database.sql<RefreshRow>`
      SELECT definition, etag, heard_at AS "heardAt", next_at AS "nextAt"
      FROM lookup_refresh WHERE table_name = ${name}`;
    if (!row) throw new Error('The refresh of a table was removed meanwhile.');
    return row;
  }

  private async forget(wanted: ReadonlyMap<string, LookupTableSetting>): Promise<void> {
    const names = [...wanted].flatMap(([name, { state }]) =>
      state.definition.refresh ? [name] : [],
    );
    await this.database.sql`DELETE FROM lookup_refresh WHERE table_name <> ALL (${names})`;
  }
}
