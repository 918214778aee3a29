import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed heads of the log, and the inner nodes of its tree from which proofs are made. */
export class Checkpoints1710000000004 implements MigrationInterface {
  readonly name = 'Checkpoints1710000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit.log_origin (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        origin uuid    NOT NULL DEFAULT gen_random_uuid()
      );
      INSERT INTO audit.log_origin DEFAULT VALUES;

      CREATE TABLE audit.log_checkpoint (
        ordinal    bigint      PRIMARY KEY CHECK (ordinal > 0),
        size       bigint      NOT NULL,
        made_at    timestamptz NOT NULL,
        -- Hashes of the complete subtrees that the records consist of, from the left.
        peaks      bytea[]     NOT NULL,
        -- RFC 8785 JSON, with its signatures.
        checkpoint text        NOT NULL
      );
      CREATE INDEX log_checkpoint_size ON audit.log_checkpoint (size);

      -- Complete subtrees of 256, 65,536, … records.
      CREATE TABLE audit.tree_node (
        level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
        index bigint   NOT NULL,
        hash  bytea    NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (level, index)
      );

      -- How far each place outside has been told.
      CREATE TABLE audit.checkpoint_export (
        sink     text        PRIMARY KEY,
        ordinal  bigint      NOT NULL,
        moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      GRANT SELECT ON audit.log_origin TO margay_audit;
      GRANT SELECT, INSERT ON audit.log_checkpoint, audit.tree_node TO margay_audit;
      GRANT SELECT, INSERT, UPDATE ON audit.checkpoint_export TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Checkpoints are never taken down.');
  }
}
