import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What tokens were used for. Counters, not decisions: in no log, written in batches, and lost without
 * harm to anything but the answers about them.
 */
export class TokenUse1720000000001 implements MigrationInterface {
  readonly name = 'TokenUse1720000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tokens.token_use (
        token_id     uuid        NOT NULL,
        generation   integer     NOT NULL,
        last_used_at timestamptz NOT NULL,
        last_address text        NOT NULL,
        PRIMARY KEY (token_id, generation)
      );
      CREATE TABLE tokens.token_call (
        token_id uuid   NOT NULL,
        day      date   NOT NULL,
        route    text   NOT NULL,
        verdict  text   NOT NULL,
        calls    bigint NOT NULL,
        PRIMARY KEY (token_id, day, route, verdict)
      );
      CREATE INDEX token_call_day ON tokens.token_call (day);
      CREATE TABLE tokens.permission_use (
        token_id     uuid        NOT NULL,
        permission   text        NOT NULL,
        last_used_at timestamptz NOT NULL,
        PRIMARY KEY (token_id, permission)
      );

      -- Batches that were counted, so that none is counted twice.
      CREATE TABLE tokens.use_batch (
        id         uuid        PRIMARY KEY,
        counted_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX use_batch_counted_at ON tokens.use_batch (counted_at);

      GRANT SELECT, INSERT, UPDATE, DELETE ON tokens.token_use, tokens.token_call,
        tokens.permission_use, tokens.use_batch TO margay_tokens;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What tokens were used for is never taken down.');
  }
}
