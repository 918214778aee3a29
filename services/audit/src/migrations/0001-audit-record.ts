import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The records themselves, and which event became which record.
 *
 * Not a projection's tables: those may be dropped any day, while these outlive the code that wrote
 * them. The numbering is kept apart from the records, so that records made anew get the same numbers.
 */
export class AuditRecord1710000000001 implements MigrationInterface {
  readonly name = 'AuditRecord1710000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit.record_number (
        event_id uuid   PRIMARY KEY,
        source   text   NOT NULL,
        position bigint NOT NULL,
        -- NULL: it was decided that this event makes no record of its own.
        sequence bigint UNIQUE CHECK (sequence > 0)
      );

      CREATE TABLE audit.audit_record (
        sequence    bigint      PRIMARY KEY REFERENCES audit.record_number (sequence),
        event_id    uuid        NOT NULL UNIQUE,
        request_id  text        NOT NULL,
        recorded_at timestamptz NOT NULL,
        record      jsonb       NOT NULL
      );
      CREATE INDEX audit_record_request ON audit.audit_record (request_id);

      GRANT SELECT, INSERT ON audit.record_number, audit.audit_record TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Audit records are never taken down.');
  }
}
