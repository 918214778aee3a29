import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sketches of what was seen in a period, in pages of 128 cells. No value can be read out of them. */
export class Prevalence1730000000004 implements MigrationInterface {
  readonly name = 'Prevalence1730000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.prevalence_page (
        period    integer     NOT NULL,
        width     integer     NOT NULL,
        page      integer     NOT NULL,
        cells     bytea       NOT NULL CHECK (octet_length(cells) IN (0, 1536)),
        stored_at timestamptz NOT NULL DEFAULT statement_timestamp(),
        PRIMARY KEY (period, width, page)
      );
      CREATE INDEX prevalence_page_stored_at ON enrichment.prevalence_page (period, width, stored_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.prevalence_page TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was seen is never taken down.');
  }
}
