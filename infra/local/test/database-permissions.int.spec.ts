import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase, startTemporaryPostgres, type TemporaryPostgres } from '../src/index.js';
import { CHECKOUT } from '../src/checkout.js';
import { type DatabaseCell, databaseMatrix } from '../src/permissions/database-matrix.js';
import { mustRun } from '../src/run-command.js';
import { DATABASE, MIGRATOR, SERVICES } from '../src/services.js';

const PASSWORD = 'a-password';
const OWNERS = SERVICES.filter(({ database }) => database).map(({ name }) => name);

describe('the database', () => {
  let server: TemporaryPostgres;
  const clients = new Map<string, pg.Client>();
  const { logins, rows } = databaseMatrix();

  const open = async (login: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: server.urlOf(DATABASE, login, PASSWORD) });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const as = (login: string): pg.Client => {
    const client = clients.get(login);
    if (!client) throw new Error(`There is no ${login}.`);
    return client;
  };

  beforeAll(async () => {
    server = await startTemporaryPostgres();
    await prepareDatabase(
      server.url,
      Object.fromEntries(['migrator', ...OWNERS].map((name) => [name, PASSWORD])),
    );
    const env = {
      ...process.env,
      MIGRATION_DATABASE_URL: server.urlOf(DATABASE, MIGRATOR, PASSWORD),
    };
    for (const name of OWNERS)
      await mustRun(
        `migrating ${name}`,
        process.execPath,
        [join(CHECKOUT, 'services', name, 'dist/migrate.js')],
        { deadlineMs: 60_000, cwd: CHECKOUT, env },
      );
    for (const login of logins) clients.set(login, await open(login));
  }, 180_000);
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await server.stop();
  });

  const tried = async (login: string, statement: string): Promise<DatabaseCell> => {
    const client = as(login);
    await client.query('BEGIN');
    try {
      await client.query(statement);
      return 'may';
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '42501') return 'denied';
      if (code === 'P0001') return 'refused';
      throw error;
    } finally {
      await client.query('ROLLBACK');
    }
  };

  it.each(rows.map((row) => [row.verb, row.object, row] as const))(
    '%s of %s: each login as its cell says',
    async (_verb, _object, { statement, cells }) => {
      const found: DatabaseCell[] = [];
      for (const login of logins) found.push(await tried(login, statement));
      expect(found).toEqual(cells);
    },
  );

  it.each(logins)('holds no statement, lock or transaction of %s for ever', async (login) => {
    for (const setting of [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
    ]) {
      const { rows: shown } = await as(login).query<Record<string, string>>(`SHOW ${setting}`);
      expect(shown[0]?.[setting]).toMatch(/^[1-9]\d*(s|min)$/);
    }
  });

  it('lets no login take all connections', async () => {
    const login = logins.at(-1) ?? '';
    const { rows: limits } = await as(login).query<{ connections: number }>(
      'SELECT rolconnlimit AS connections FROM pg_roles WHERE rolname = ANY ($1)',
      [logins],
    );
    const { rows: all } = await as(login).query<{ max_connections: string }>(
      'SHOW max_connections',
    );
    expect(limits).toHaveLength(logins.length);
    for (const { connections } of limits) {
      expect(connections).toBeGreaterThan(0);
      expect(connections).toBeLessThan(Number(all[0]?.max_connections));
    }
    const extra: pg.Client[] = [];
    try {
      const limit = limits[0]?.connections ?? 0;
      const more = async () => {
        for (let count = 0; count <= limit; count++) extra.push(await open(login));
      };
      await expect(more()).rejects.toMatchObject({ code: '53300' });
    } finally {
      await Promise.all(extra.map((client) => client.end()));
    }
  });

  it('makes no login an administrator, or heir of another', async () => {
    const { rows: found } = await as(MIGRATOR).query(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)
       AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls OR rolinherit)`,
      [logins],
    );
    expect(found).toEqual([]);
  });
});
