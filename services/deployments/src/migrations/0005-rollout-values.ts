import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lies beside the log of a rollout: the values of parameters of the deployments that it has not begun. */
export class RolloutValues1740000000005 implements MigrationInterface {
  readonly name = 'RolloutValues1740000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments.rollout_values (
        rollout_id text        NOT NULL,
        account_id text        NOT NULL,
        content    text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (rollout_id, account_id)
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON deployments.rollout_values TO margay_deployments;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deployments.rollout_values');
  }
}
