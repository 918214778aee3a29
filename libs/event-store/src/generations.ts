import type { Database } from './database.js';
import type { Projection } from './projection.js';
import { identifier, type Sql, withTables } from './sql.js';

export type GenerationStatus = 'building' | 'live' | 'retired';

export interface Generation {
  readonly generation: number;
  readonly version: number;
  readonly status: GenerationStatus;
}

export const tableOf = (generation: number) => (name: string) => `${name}_g${generation}`;

/** One at a time makes, switches and drops generations of a service's projections. */
const lockGenerations = (sql: Sql, schema: string) =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${`margay.generations.${schema}`}, 0))`;

/**
 * The generations of a projection's tables: a changed projection fills new ones beside those that
 * are read, and takes their place in one transaction. The one before stays for a way back.
 */
export class Generations {
  constructor(
    private readonly database: Database,
    private readonly projection: Projection,
  ) {}

  /**
   * The generation that this version of the projection writes; made if there is none.
   *
   * @returns undefined when newer code has taken over: what is read is then kept up by others
   */
  async prepare(): Promise<Generation | undefined> {
    const { name, version } = this.projection;
    return this.transaction(async (sql) => {
      const all = await this.all(sql);
      const mine = all.find(
        (generation) => generation.version === version && generation.status !== 'retired',
      );
      if (mine) return mine;
      if (all.some((one) => one.status !== 'retired' && one.version > version)) return undefined;
      const generation = Math.max(0, ...all.map((one) => one.generation)) + 1;
      const status = all.some((one) => one.status === 'live') ? 'building' : 'live';
      await this.createTables(sql, generation);
      await sql`INSERT INTO generation (projection, generation, version, status)
                VALUES (${name}, ${generation}, ${version}, ${status})`;
      await sql`INSERT INTO checkpoint (consumer, generation) VALUES (${name}, ${generation})`;
      if (status === 'live') await this.pointViews(sql, generation);
      return { generation, version, status };
    });
  }

  /** Makes a generation the one that is read, and drops those older than the one it replaces. */
  async promote(generation: number): Promise<void> {
    const { name } = this.projection;
    await this.transaction(async (sql) => {
      const all = await this.all(sql);
      const live = all.find(({ status }) => status === 'live');
      if (live?.generation === generation) return;
      await sql`UPDATE generation SET status = 'retired', changed_at = clock_timestamp()
                WHERE projection = ${name} AND status = 'live'`;
      await sql`UPDATE generation SET status = 'live', changed_at = clock_timestamp()
                WHERE projection = ${name} AND generation = ${generation}`;
      await this.pointViews(sql, generation);
      for (const old of all)
        if (old.status === 'retired' && old.generation !== live?.generation)
          await this.drop(sql, old.generation);
    });
  }

  /** Starts another generation of the same version, for tables that are no longer trusted. */
  async rebuild(): Promise<Generation> {
    const { name, version } = this.projection;
    return this.transaction(async (sql) => {
      const all = await this.all(sql);
      const building = all.find((one) => one.status === 'building' && one.version === version);
      if (building) return building;
      const generation = Math.max(0, ...all.map((one) => one.generation)) + 1;
      await this.createTables(sql, generation);
      await sql`INSERT INTO generation (projection, generation, version, status)
                VALUES (${name}, ${generation}, ${version}, 'building')`;
      await sql`INSERT INTO checkpoint (consumer, generation) VALUES (${name}, ${generation})`;
      return { generation, version, status: 'building' };
    });
  }

  async all(sql: Sql = this.database.sql): Promise<readonly Generation[]> {
    return sql<Generation>`
      SELECT generation, version, status FROM generation
      WHERE projection = ${this.projection.name} ORDER BY generation`;
  }

  private transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.transaction(async (sql) => {
      await lockGenerations(sql, this.database.schema);
      return work(sql);
    });
  }

  private async createTables(outer: Sql, generation: number): Promise<void> {
    const sql = withTables(outer, tableOf(generation));
    for (const [name, columns] of Object.entries(this.projection.tables))
      await sql`CREATE TABLE ${sql.table(name)} (${{ fragment: () => columns }})`;
    await this.projection.indexes?.(sql);
  }

  private async pointViews(sql: Sql, generation: number): Promise<void> {
    for (const name of Object.keys(this.projection.tables)) {
      const table = identifier(tableOf(generation)(name));
      await sql`DROP VIEW IF EXISTS ${identifier(name)}`;
      await sql`CREATE VIEW ${identifier(name)} AS SELECT * FROM ${table}`;
    }
  }

  private async drop(sql: Sql, generation: number): Promise<void> {
    for (const name of Object.keys(this.projection.tables))
      await sql`DROP TABLE IF EXISTS ${identifier(tableOf(generation)(name))}`;
    const { name } = this.projection;
    await sql`DELETE FROM checkpoint WHERE consumer = ${name} AND generation = ${generation}`;
    await sql`DELETE FROM generation WHERE projection = ${name} AND generation = ${generation}`;
  }
}
