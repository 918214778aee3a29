import { DataSource, type MigrationInterface } from 'typeorm';
import { eventLog, type LogOwner } from './migrations/0001-event-log.js';
import { bookkeeping } from './migrations/0002-bookkeeping.js';
import { placeOfLog } from './migrations/0003-place-of-log.js';

export interface MigrateOptions extends LogOwner {
  /** Of the login that owns the schema. */
  readonly url: string;
  /** The service's own, after those of the log. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/**
 * Brings a service's schema up to date, all in one transaction. Several at once wait for each other.
 *
 * @returns names of the migrations that were run; none when it was up to date
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    migrations: [
      eventLog(options),
      bookkeeping(options),
      placeOfLog(options),
      ...(options.migrations ?? []),
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    synchronize: false,
    logging: false,
    applicationName: 'margay-migrate',
    extra: { max: 2, connectionTimeoutMillis: 10_000 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    const key = `margay.migrate.${options.schema}`;
    await lock.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [key]);
    return (await source.runMigrations()).map(({ name }) => name);
  } finally {
    // Ends the session, and with it the lock.
    await lock.release();
    await source.destroy();
  }
}

/**
 * What a service's `migrate.ts` does: migrates by `MIGRATION_DATABASE_URL`, says what was done, and
 * ends the process with 1 if that failed.
 */
export async function migrateService(
  schema: string,
  migrations: MigrateOptions['migrations'] = [],
): Promise<void> {
  const url = process.env['MIGRATION_DATABASE_URL'];
  const say = (level: string, message: string, fields: object = {}) =>
    process.stdout.write(
      `${JSON.stringify({ time: new Date().toISOString(), level, service: schema, message, ...fields })}\n`,
    );
  if (!url) {
    process.stderr.write('The environment is not usable:\n  MIGRATION_DATABASE_URL: not set\n');
    process.exitCode = 1;
    return;
  }
  try {
    const run = await migrate({ url, schema, login: `margay_${schema}`, migrations });
    say('info', run.length > 0 ? 'Migrated.' : 'Up to date.', { migrations: run });
  } catch (error) {
    say('error', 'The migration failed.', { error: String(error) });
    process.exitCode = 1;
  }
}
