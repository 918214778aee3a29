import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a suite's own. Gone when the suite is. */
export interface TestDatabase {
  /** Of the service's login, as the service would get it. */
  readonly url: string;
  /** Of the login that owns the schema. */
  readonly ownerUrl: string;
  readonly schema: string;
  drop(): Promise<void>;
}

const serverUrl = (): URL => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run specs through npm.');
  return new URL(url);
};

const at = (database: string, login?: { user: string; password: string }): string => {
  const url = serverUrl();
  url.pathname = `/${database}`;
  if (login) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.href;
};

async function onServer<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: at(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A fresh database with a service's schema, cloned from a template that is made once a run.
 *
 * @param schema the service's name
 * @param migrate brings the schema up to date; its source is part of what names the template
 * @param revision whatever else the template depends on
 */
export async function testDatabase(
  schema: string,
  migrate: (url: string, login: string) => Promise<unknown>,
  revision = '',
): Promise<TestDatabase> {
  const run = process.env['TEST_RUN_ID'] ?? String(process.ppid);
  const key = createHash('sha256').update(`${schema}\n${migrate.toString()}\n${revision}\n${run}`);
  const template = `template_${key.digest('hex').slice(0, 16)}`;
  const login = `margay_${schema}`;
  const password = 'test';
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await onServer('postgres', async (server) => {
    // Suites that start together make the template once.
    await server.query('SELECT pg_advisory_lock(4711)');
    const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      template,
    ]);
    if (!rowCount) {
      await server.query(`DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${login}') THEN
          CREATE ROLE ${login} LOGIN PASSWORD '${password}';
        END IF;
      END $$`);
      await server.query(`DROP DATABASE IF EXISTS ${template}_new WITH (FORCE)`);
      await server.query(`CREATE DATABASE ${template}_new`);
      await onServer(`${template}_new`, (fresh) => fresh.query(`CREATE SCHEMA ${schema}`));
      await migrate(at(`${template}_new`), login);
      await server.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
    }
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  // A copy is a restored backup to the log in it, and begins its new epoch before the suite looks.
  await onServer(name, (copy) =>
    copy.query(`DO $$ BEGIN
      IF to_regprocedure('${schema}.settle()') IS NOT NULL THEN PERFORM ${schema}.settle(); END IF;
    END $$`),
  );
  return {
    url: at(name, { user: login, password }),
    ownerUrl: at(name),
    schema,
    drop: () =>
      onServer('postgres', async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}
