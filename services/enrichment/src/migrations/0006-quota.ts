import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The books of each provider's quota: one row, which whoever lends from it locks. */
export class Quota1730000000010 implements MigrationInterface {
  readonly name = 'Quota1730000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.quota (
        key   text  COLLATE "C" PRIMARY KEY CHECK (length(key) <= 200),
        books jsonb NOT NULL CHECK (pg_column_size(books) <= 1000000)
      ) WITH (fillfactor = 50);
      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.quota TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was used of a quota is never taken down.');
  }
}
