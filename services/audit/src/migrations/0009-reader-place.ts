import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each reader of the stream was when it was last seen: where one that is lost is made again. */
export class ReaderPlace1730000000009 implements MigrationInterface {
  readonly name = 'ReaderPlace1730000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit.reader_place (
        reader_id            uuid    PRIMARY KEY,
        acknowledged_through bigint  NOT NULL,
        is_ready             boolean NOT NULL,
        records_left         bigint  NOT NULL,
        last_acknowledged_at timestamptz
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON audit.reader_place TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How far readers have got is never taken down.');
  }
}
