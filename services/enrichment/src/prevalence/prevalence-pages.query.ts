import { type Database, rowsOf } from '@margay/event-store';
import { addedTo, pageOf, type Sighting, type Sketch } from './sketch.js';

interface PageRow {
  readonly page: number;
  readonly cells: Uint8Array;
}

/** Pages of one transaction: some 300 kB. */
const PAGES_AT_ONCE = 200;
/** A transaction may commit that long after the time it wrote down. */
const OVERLAP = '2 minutes';

/** The sketches as they are stored, where the sightings of all replicas come together. */
export class PrevalencePages {
  constructor(private readonly database: Database) {}

  /** Adds what was seen, and takes over what others have stored in the same pages. */
  async add(
    period: number,
    sketch: Sketch,
    sightings: ReadonlyMap<string, Sighting>,
    signal: AbortSignal,
  ): Promise<void> {
    const byPage = new Map<number, [number, Sighting][]>();
    for (const [text, sighting] of sightings)
      for (const cell of sketch.cellsOf(text)) {
        const page = byPage.get(pageOf(cell)) ?? [];
        page.push([cell, sighting]);
        byPage.set(pageOf(cell), page);
      }
    const pages = [...byPage.keys()].sort((a, b) => a - b);
    for (let from = 0; from < pages.length; from += PAGES_AT_ONCE) {
      signal.throwIfAborted();
      const some = pages.slice(from, from + PAGES_AT_ONCE);
      const stored = await this.addTo(period, sketch.width, some, byPage);
      for (const { page, cells } of stored) sketch.setPage(page, cells);
    }
  }

  /** Takes over what has been stored since `since`, or everything. @returns when this was so */
  async load(period: number, sketch: Sketch, since: Date | undefined): Promise<Date> {
    const [{ at } = { at: new Date() }] = await this.database.sql<{ at: Date }>`
      SELECT statement_timestamp() AS at`;
    for (let after = -1; ;) {
      const rows = await this.database.sql<PageRow>`
        SELECT page, cells FROM prevalence_page
        WHERE period = ${period} AND width = ${sketch.width} AND page > ${after}
          AND (${since ?? null}::timestamptz IS NULL
               OR stored_at > ${since ?? null}::timestamptz - ${OVERLAP}::interval)
        ORDER BY page LIMIT ${PAGES_AT_ONCE}`;
      for (const { page, cells } of rows) sketch.setPage(page, cells);
      if (rows.length < PAGES_AT_ONCE) return at;
      after = rows.at(-1)!.page;
    }
  }

  /** Drops the periods before one. */
  async forget(period: number): Promise<void> {
    await this.database.sql`DELETE FROM prevalence_page WHERE period < ${period}`;
  }

  /** In one order everywhere, so that two replicas never wait for each other. */
  private addTo(
    period: number,
    width: number,
    pages: readonly number[],
    sightings: ReadonlyMap<number, readonly [number, Sighting][]>,
  ): Promise<PageRow[]> {
    return this.database.transaction(async (sql) => {
      await sql`
        INSERT INTO prevalence_page (period, width, page, cells)
        SELECT ${period}, ${width}, page, '' FROM unnest(${pages}::integer[]) AS page ORDER BY page
        ON CONFLICT DO NOTHING`;
      const stored = await sql<PageRow>`
        SELECT page, cells FROM prevalence_page
        WHERE period = ${period} AND width = ${width} AND page = ANY (${pages}::integer[])
        ORDER BY page FOR UPDATE`;
      const rows = stored.map(({ page, cells }) => ({
        page,
        cells: addedTo(cells, sightings.get(page) ?? []),
      }));
      const written = rows.map(({ page, cells }) => ({ page, hex: cells.toString('hex') }));
      await sql`
        UPDATE prevalence_page p SET cells = decode(r.hex, 'hex'), stored_at = statement_timestamp()
        FROM ${rowsOf(written, 'page integer, hex text')} AS r
        WHERE p.period = ${period} AND p.width = ${width} AND p.page = r.page`;
      return rows;
    });
  }
}
