import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { CHECKOUT } from './checkout.js';
import type { Secrets } from './secrets.js';
import { DATABASE, loginOf, MIGRATOR, type ServiceDefinition } from './services.js';

const STATEMENT_MS = 60_000;

const script = (name: string): Promise<string> =>
  readFile(join(CHECKOUT, 'infra/postgres', name), 'utf8');

/** The same server and login, another database. */
export function inDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

/** The same server, as another login and in our database. */
export function asLogin(adminUrl: string, login: string, password: string): string {
  const url = new URL(inDatabase(adminUrl, DATABASE));
  url.username = encodeURIComponent(login);
  url.password = encodeURIComponent(password);
  return url.href;
}

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_MS,
    application_name: 'margay-launcher',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Of `migrator` and of every service with a schema. */
export function databasePasswords(
  services: readonly ServiceDefinition[],
  { postgres }: Pick<Secrets, 'postgres'>,
): Record<string, string> {
  const owners = services.filter(({ database }) => database);
  return {
    migrator: postgres[MIGRATOR] ?? '',
    ...Object.fromEntries(owners.map(({ name }) => [name, postgres[loginOf(name)] ?? ''])),
  };
}

/**
 * Makes logins, database and schemas, or brings them up to date, by the scripts in infra/postgres.
 *
 * @param adminUrl of a login that may create roles and databases
 * @param passwords `databasePasswords`
 */
export async function prepareDatabase(
  adminUrl: string,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const give = (client: pg.Client): Promise<unknown> =>
    client.query(`SELECT set_config('margay.passwords', $1, false)`, [JSON.stringify(passwords)]);
  await on(adminUrl, async (client) => {
    await give(client);
    await client.query(await script('logins.sql'));
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${DATABASE} ENCODING 'UTF8' TEMPLATE template0`);
    }
  });
  await on(inDatabase(adminUrl, DATABASE), async (client) => {
    await give(client);
    await client.query(await script('schemas.sql'));
  });
}
