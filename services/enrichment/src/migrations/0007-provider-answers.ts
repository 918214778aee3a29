import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers said, for all replicas, and which of them is asking about what. */
export class ProviderAnswers1730000000011 implements MigrationInterface {
  readonly name = 'ProviderAnswers1730000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.provider_answer (
        provider      text        COLLATE "C" NOT NULL,
        key           bytea       NOT NULL CHECK (octet_length(key) = 32),
        verdict       text        NOT NULL,
        row           jsonb,
        fresh_ms      bigint      NOT NULL,
        revalidate_ms bigint      NOT NULL,
        usable_ms     bigint      NOT NULL,
        stored_at     timestamptz NOT NULL,
        usable_until  timestamptz NOT NULL,
        PRIMARY KEY (provider, key)
      );
      CREATE INDEX provider_answer_usable_until ON enrichment.provider_answer (usable_until);

      CREATE TABLE enrichment.provider_flight (
        provider text        COLLATE "C" NOT NULL,
        key      bytea       NOT NULL,
        holder   text        NOT NULL,
        until    timestamptz NOT NULL,
        PRIMARY KEY (provider, key)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.provider_answer, enrichment.provider_flight
        TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What providers said is never taken down.'));
  }
}
