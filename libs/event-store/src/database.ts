import { ServiceError } from '@margay/contracts';
import pg from 'pg';
import { type Sql, sqlOver } from './sql.js';

/** `bigint` columns hold positions and counts, far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** What every connection is opened with. Times in milliseconds. */
const SETTINGS = {
  types,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
} as const;

const sessionOptions = (schema: string, extra = '') =>
  `-c search_path=${schema} -c statement_timeout=15000 -c lock_timeout=5000 ` +
  `-c idle_in_transaction_session_timeout=15000 -c jit=off ${extra}`;

/** SQLSTATEs that say "not now": connection trouble, shutdown, no room, a lock that was not free. */
const TRANSIENT = /^(08|57P|53|40001|40P01|55P03|25P03)/;

/** What the driver says when a connection broke or could not be had. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered a connection error))/;

/** Whether trying again later may help. Also true of sockets that broke. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    TRANSIENT.test(code) || /^E(CONN|PIPE|TIMEDOUT|HOST)/.test(code) || DRIVER.test(error.message)
  );
}

/** One service's schema, over a bounded pool of connections. */
export class Database {
  private readonly pool: pg.Pool;

  constructor(
    private readonly url: string,
    readonly schema: string,
    options: { readonly connections?: number } = {},
  ) {
    this.pool = new pg.Pool({
      ...SETTINGS,
      // Statements of a transaction that do not wait for each other travel together, in their order.
      pipeline: true,
      connectionString: url,
      max: options.connections ?? 8,
      application_name: `margay-${schema}`,
      options: sessionOptions(schema),
    });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  /** Runs one statement on any connection. */
  readonly sql: Sql = Object.assign(
    ((text: TemplateStringsArray, ...values: readonly unknown[]) =>
      this.refusingGently(() => sqlOver(this.pool)(text, ...values))) as Sql,
    { table: (name: string) => sqlOver(this.pool).table(name) },
  );

  /**
   * Runs `work` in a transaction: committed if it resolves, rolled back if it throws.
   *
   * @param durable false where losing the last moments in a crash of the server only means doing the
   * work again: the commit does not wait for the disk
   * @throws ServiceError `unavailable` while the database is away
   */
  async transaction<T>(
    work: (sql: Sql) => Promise<T>,
    options: { readonly durable?: boolean; readonly tableName?: (name: string) => string } = {},
  ): Promise<T> {
    return this.refusingGently(async () => {
      const client = await this.pool.connect();
      let broken: Error | undefined;
      const onError = (error: Error) => (broken = error);
      client.on('error', onError);
      try {
        await client.query('BEGIN');
        if (options.durable === false) await client.query('SET LOCAL synchronous_commit = off');
        const result = await work(sqlOver(client, options.tableName));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
        throw error;
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    });
  }

  /** A connection of its own, for session locks and for the append path. The caller ends it. */
  async dedicated(settings = ''): Promise<pg.Client> {
    const client = new pg.Client({
      ...SETTINGS,
      connectionString: this.url,
      application_name: `margay-${this.schema}-dedicated`,
      options: sessionOptions(this.schema, settings),
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async refusingGently<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ServiceError || !isTransient(error)) throw error;
      throw new ServiceError('unavailable', 'The database is not available.', { cause: error });
    }
  }
}
