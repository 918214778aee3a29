import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lies beside the log of a deployment: the values of its parameters, and what was seen last. */
export class Runs1740000000002 implements MigrationInterface {
  readonly name = 'Runs1740000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments.run_values (
        -- Of a salt that is kept nowhere and the content, SHA-256, in hexadecimal.
        digest     text        PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
        account_id text        NOT NULL,
        content    text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX ON deployments.run_values (created_at);

      CREATE TABLE deployments.run_progress (
        account_id text        NOT NULL,
        run        integer     NOT NULL,
        saying     text        NOT NULL,
        stacks     jsonb       NOT NULL,
        looked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (account_id, run)
      );

      GRANT SELECT, INSERT, DELETE ON deployments.run_values TO margay_deployments;
      GRANT SELECT, INSERT, UPDATE ON deployments.run_progress TO margay_deployments;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deployments.run_values, deployments.run_progress');
  }
}
