import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What diagnoses were made from, by digest: larger than an event may be, and never changed. */
export class DiagnosisEvidence1740000000004 implements MigrationInterface {
  readonly name = 'DiagnosisEvidence1740000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments.diagnosis_evidence (
        -- SHA-256 of the content, in hexadecimal.
        digest     text        PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
        content    text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      GRANT SELECT, INSERT ON deployments.diagnosis_evidence TO margay_deployments;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Evidence that events name is never taken down.');
  }
}
