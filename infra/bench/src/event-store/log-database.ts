import { randomBytes } from 'node:crypto';
import { Database, migrate, PostgresEventStore, verifySeals } from '@margay/event-store';
import { startTemporaryPostgres, type TemporaryPostgres } from '@margay/local';
import pg from 'pg';
import type { Check } from '../benchmark.js';
import type { SampleEvent } from './sample-event.js';

export const SCHEMA = 'bench';
const LOGIN = 'margay_bench';

/** As the log's own table, to the last constraint and index; only what hands out positions is its own. */
const BARE_TABLE = `
  CREATE TABLE ${SCHEMA}.bare (LIKE ${SCHEMA}.event INCLUDING ALL);
  ALTER TABLE ${SCHEMA}.bare
    ALTER position ADD GENERATED ALWAYS AS IDENTITY,
    ALTER recorded_at SET DEFAULT clock_timestamp();
  GRANT SELECT, INSERT ON ${SCHEMA}.bare TO ${LOGIN}`;

/** A PostgreSQL that waits for its disk, with a log as a service has it and the bare table beside it. */
export class LogDatabase {
  private readonly open: (() => Promise<void>)[] = [];

  private constructor(
    private readonly server: TemporaryPostgres,
    private readonly admin: pg.Client,
    /** Of the login that a service would have. */
    readonly url: string,
  ) {}

  static async start(): Promise<LogDatabase> {
    const server = await startTemporaryPostgres({ durable: true });
    const password = randomBytes(12).toString('hex');
    const admin = new pg.Client(server.url);
    admin.on('error', () => undefined);
    await admin.connect();
    await admin.query(`CREATE ROLE ${LOGIN} LOGIN PASSWORD '${password}'`);
    await admin.query(`CREATE SCHEMA ${SCHEMA}`);
    await migrate({ url: server.url, schema: SCHEMA, login: LOGIN });
    await admin.query(BARE_TABLE);
    return new LogDatabase(server, admin, server.urlOf('postgres', LOGIN, password));
  }

  /** The log as another process would open it. */
  store(): PostgresEventStore<SampleEvent> {
    const database = new Database(this.url, SCHEMA, { connections: 2 });
    const store = new PostgresEventStore<SampleEvent>(database);
    this.open.push(async () => {
      await store.close();
      await database.close();
    });
    return store;
  }

  async version(): Promise<string> {
    return (await this.setting('server_version')).split(' ')[0] ?? '';
  }

  async durability(): Promise<Check> {
    const settings: string[] = [];
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
      settings.push(`${name} ${await this.setting(name)}`);
    return {
      what: 'commits wait for the disk',
      holds: settings.every((setting) => setting.endsWith(' on')),
      detail: settings.join(', '),
    };
  }

  /** Whether the hash chain over all that was appended is whole. */
  async seals(): Promise<Check> {
    const database = new Database(this.url, SCHEMA, { connections: 1 });
    try {
      const { sealed, broken } = await verifySeals(database.sql);
      return {
        what: 'the hash chain is whole',
        holds: broken === undefined,
        detail: `${sealed} events${broken ? `, then broken at ${broken.firstPosition}` : ''}`,
      };
    } finally {
      await database.close();
    }
  }

  async stop(): Promise<void> {
    for (const close of this.open.reverse()) await close();
    await this.admin.end();
    await this.server.stop();
  }

  private async setting(name: string): Promise<string> {
    const { rows } = await this.admin.query<{ value: string }>(
      'SELECT current_setting($1) AS value',
      [name],
    );
    return rows[0]?.value ?? '';
  }
}
