import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of releases, by their digests: larger than an event may be, and never changed. */
export class ReleaseDocuments1740000000001 implements MigrationInterface {
  readonly name = 'ReleaseDocuments1740000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments.release_document (
        -- SHA-256 of the content, in hexadecimal.
        digest     text        PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
        content    text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      GRANT SELECT, INSERT ON deployments.release_document TO margay_deployments;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Documents that events name are never taken down.');
  }
}
