import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Log events that could not be enriched, each with its fault, until somebody decides. */
export class Pipeline1730000000002 implements MigrationInterface {
  readonly name = 'Pipeline1730000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.parked_log_event (
        id         text        COLLATE "C" PRIMARY KEY,
        topic      text        NOT NULL,
        event      bytea       NOT NULL,
        bytes      integer     NOT NULL,
        code       text        NOT NULL,
        message    text        NOT NULL,
        deliveries integer     NOT NULL,
        parked_at  timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.parked_log_event TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Parked events are never taken down.');
  }
}
