import { randomBytes } from 'node:crypto';
import { migrate, PostgresEventStore, Database } from '@margay/event-store';
import { startTemporaryPostgres, type TemporaryPostgres } from '@margay/local';
import pg from 'pg';
import { type SampleEvent, sampleAppend } from '../event-store/sample-event.js';

const ACTORS = 200;

/** A PostgreSQL that waits for its disk, with the log of one service and the records of audit. */
export class RecordDatabase {
  private readonly opened: { close(): Promise<void> }[] = [];

  private constructor(
    private readonly server: TemporaryPostgres,
    readonly owner: pg.Client,
    private readonly password: string,
  ) {}

  static async start(migrations: readonly (new () => object)[]): Promise<RecordDatabase> {
    const server = await startTemporaryPostgres({ durable: true });
    const password = randomBytes(12).toString('hex');
    const owner = new pg.Client(server.url);
    owner.on('error', () => undefined);
    await owner.connect();
    for (const schema of ['tokens', 'audit']) {
      const login = `margay_${schema}`;
      await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD '${password}'`);
      await owner.query(`CREATE SCHEMA ${schema}`);
      const own = schema === 'audit' ? { migrations: migrations as never } : {};
      await migrate({ url: server.url, schema, login, ...own });
    }
    return new RecordDatabase(server, owner, password);
  }

  urlOf(schema: 'tokens' | 'audit'): string {
    return this.server.urlOf('postgres', `margay_${schema}`, this.password);
  }

  open(schema: 'tokens' | 'audit', connections = 4): Database {
    const database = new Database(this.urlOf(schema), schema, { connections });
    this.opened.push(database);
    return database;
  }

  log(): PostgresEventStore<SampleEvent> {
    const store = new PostgresEventStore<SampleEvent>(this.open('tokens'));
    this.opened.push(store);
    return store;
  }

  async records(): Promise<number> {
    const { rows } = await this.owner.query<{ last: string | null }>(
      'SELECT max(sequence) AS last FROM audit.audit_record',
    );
    return Number(rows[0]?.last ?? 0);
  }

  async stop(): Promise<void> {
    for (const each of this.opened.reverse()) await each.close();
    await this.owner.end();
    await this.server.stop();
  }
}

/** As `sampleAppend`, by one of a few hundred actors: nobody's audit log has a new one for each event. */
export function appendBy(actors: readonly string[], n: number): ReturnType<typeof sampleAppend> {
  const append = sampleAppend();
  const { cause } = append;
  return {
    ...append,
    cause: { ...cause, actor: { ...cause.actor, id: actors[n % actors.length] ?? '' } },
  };
}

export const someActors = (): readonly string[] =>
  Array.from({ length: ACTORS }, () => randomBytes(8).toString('hex'));
