import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The data of lookup tables: what is being uploaded, and the versions made of it. No events: data is
 * large, and replaced as a whole.
 */
export class LookupData1710000000011 implements MigrationInterface {
  readonly name = 'LookupData1710000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.lookup_import (
        id          uuid        PRIMARY KEY,
        table_name  text        NOT NULL,
        format      text        NOT NULL CHECK (format IN ('csv', 'jsonl')),
        state       text        NOT NULL DEFAULT 'receiving'
                    CHECK (state IN ('receiving', 'waiting', 'done', 'failed')),
        bytes       bigint      NOT NULL DEFAULT 0,
        parts       integer,
        cause       jsonb       NOT NULL,
        fault       jsonb,
        version     jsonb,
        created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      );
      CREATE INDEX lookup_import_of_table ON enrichment.lookup_import (table_name, created_at);
      CREATE INDEX lookup_import_waiting ON enrichment.lookup_import (created_at)
        WHERE state = 'waiting';

      CREATE TABLE enrichment.lookup_part (
        import_id uuid    NOT NULL REFERENCES enrichment.lookup_import ON DELETE CASCADE,
        number    integer NOT NULL CHECK (number >= 0),
        data      bytea   NOT NULL,
        PRIMARY KEY (import_id, number)
      );
      -- Uploads are compressed already, or gone in a minute.
      ALTER TABLE enrichment.lookup_part ALTER COLUMN data SET STORAGE EXTERNAL;

      CREATE TABLE enrichment.lookup_chunk (
        version_id uuid        NOT NULL,
        number     integer     NOT NULL CHECK (number >= 0),
        -- Gzipped.
        data       bytea       NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (version_id, number)
      );
      ALTER TABLE enrichment.lookup_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

      -- Which versions a replica has in memory, while it lives.
      CREATE TABLE enrichment.lookup_replica (
        replica_id uuid        PRIMARY KEY,
        versions   uuid[]      NOT NULL,
        seen_at    timestamptz NOT NULL
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.lookup_import, enrichment.lookup_part,
        enrichment.lookup_chunk, enrichment.lookup_replica TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Lookup data is never taken down.');
  }
}
