import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What steps of a deployment found, in full: larger than an event may be, and needed by people only. */
export class RunFindings1740000000003 implements MigrationInterface {
  readonly name = 'RunFindings1740000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments.run_finding (
        account_id text        NOT NULL,
        run        integer     NOT NULL,
        hop        integer     NOT NULL,
        -- diagnosis, changes, drift or verification
        kind       text        NOT NULL,
        content    jsonb       NOT NULL,
        found_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (account_id, run, hop, kind)
      );

      GRANT SELECT, INSERT, UPDATE ON deployments.run_finding TO margay_deployments;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deployments.run_finding');
  }
}
