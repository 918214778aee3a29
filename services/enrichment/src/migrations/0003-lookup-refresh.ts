import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When lookup tables were fetched last, and are to be next. */
export class LookupRefresh1710000000013 implements MigrationInterface {
  readonly name = 'LookupRefresh1710000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.lookup_refresh (
        table_name text        PRIMARY KEY,
        -- What it was planned by: another definition is due at once.
        definition text        NOT NULL,
        etag       text        NOT NULL DEFAULT '',
        -- When data, or news that there is none, came last; before any, when it was first wanted.
        heard_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        next_at    timestamptz NOT NULL
      );
      -- The service knows its formats.
      ALTER TABLE enrichment.lookup_import DROP CONSTRAINT lookup_import_format_check;

      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.lookup_refresh TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Refresh times are never taken down.');
  }
}
