import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each webhook has got, and what came of the last attempt. */
export class WebhookDelivery1730000000006 implements MigrationInterface {
  readonly name = 'WebhookDelivery1730000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit.webhook_delivery (
        webhook_id        uuid        PRIMARY KEY,
        -- The event of the log that said where to start.
        start_position    bigint      NOT NULL,
        delivered_through bigint      NOT NULL,
        -- All that the filter chooses is delivered up to here; the rest of it is not chosen.
        looked_through    bigint      NOT NULL,
        -- The last record of a delivery that was begun and not taken: the same is delivered again.
        pending_through   bigint,
        attempts          integer     NOT NULL DEFAULT 0,
        next_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_at           timestamptz,
        last_outcome      text        NOT NULL DEFAULT ''
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON audit.webhook_delivery TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How far webhooks have got is never taken down.');
  }
}
