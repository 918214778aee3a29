import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records that can be proved: sealed one by one, in partitions that can be dropped whole.
 *
 * Records written before are made anew from the services' logs, since they had no seal.
 */
export class ProvableRecords1710000000002 implements MigrationInterface {
  readonly name = 'ProvableRecords1710000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit.audit_record;
      DROP TABLE audit.record_number;
      DELETE FROM audit.checkpoint;
      DELETE FROM audit.generation;
      DELETE FROM audit.parked;

      -- Which event became which record, and how that was sealed. Kept for ever.
      CREATE TABLE audit.record_number (
        event_id   uuid   PRIMARY KEY,
        source     text   NOT NULL,
        position   bigint NOT NULL,
        -- NULL: it was decided that this event makes no record of its own.
        sequence   bigint UNIQUE CHECK (sequence > 0),
        commitment text,
        version    text,
        leaf_hash  bytea  CHECK (length(leaf_hash) = 32),
        chain      bytea  CHECK (length(chain) = 32),
        CHECK (num_nulls(sequence, commitment, version, leaf_hash, chain) IN (0, 5))
      );

      CREATE TABLE audit.subject_key (
        subject        text   PRIMARY KEY,
        -- NULL: erased, and nothing was recorded of the subject since.
        key            bytea  CHECK (length(key) = 32),
        erased_through bigint NOT NULL DEFAULT 0
      );

      CREATE TABLE audit.target_state (
        target text  PRIMARY KEY,
        state  jsonb NOT NULL
      );

      CREATE TABLE audit.retention_mark (
        single          boolean PRIMARY KEY DEFAULT true CHECK (single),
        dropped_through bigint  NOT NULL DEFAULT 0
      );
      INSERT INTO audit.retention_mark DEFAULT VALUES;

      CREATE TABLE audit.audit_record (
        sequence       bigint      NOT NULL,
        event_id       uuid        NOT NULL,
        request_id     text        NOT NULL,
        source         text        NOT NULL,
        recorded_at    timestamptz NOT NULL,
        action_name    text        NOT NULL,
        action_result  text        NOT NULL,
        actor_id       text        NOT NULL,
        targets        text[]      NOT NULL,
        leaf           text        NOT NULL,
        words          tsvector    NOT NULL,
        subject        text        NOT NULL,
        personal       text,
        personal_words tsvector,
        source_ip      inet,
        PRIMARY KEY (sequence)
      ) PARTITION BY RANGE (sequence);
      CREATE TABLE audit.audit_record_1 PARTITION OF audit.audit_record
        FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
      CREATE INDEX audit_record_request ON audit.audit_record (request_id);
      CREATE INDEX audit_record_time ON audit.audit_record (recorded_at);
      CREATE INDEX audit_record_actor ON audit.audit_record (actor_id, sequence);
      CREATE INDEX audit_record_action ON audit.audit_record (action_name, sequence);
      CREATE INDEX audit_record_subject ON audit.audit_record (subject, sequence);
      CREATE INDEX audit_record_address ON audit.audit_record (source_ip);
      CREATE INDEX audit_record_targets ON audit.audit_record USING gin (targets);
      CREATE INDEX audit_record_words ON audit.audit_record USING gin (words, personal_words);

      -- Attempts of which it is not known yet whether a service tells of them itself.
      CREATE TABLE audit.waiting_attempt (
        position bigint      PRIMARY KEY,
        due_at   timestamptz NOT NULL
      );

      GRANT SELECT, INSERT ON audit.record_number, audit.audit_record TO margay_audit;
      GRANT SELECT, INSERT, UPDATE ON audit.subject_key, audit.target_state TO margay_audit;
      GRANT SELECT, INSERT, DELETE ON audit.waiting_attempt TO margay_audit;
      GRANT SELECT ON audit.retention_mark TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Audit records are never taken down.');
  }
}
