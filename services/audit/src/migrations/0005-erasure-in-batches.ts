import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Erasing somebody with many records holds nobody up: with the event their key is gone, so that
 * nothing of theirs is shown any more, and the fields themselves go in batches.
 */
export class ErasureInBatches1730000000005 implements MigrationInterface {
  readonly name = 'ErasureInBatches1730000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit.erasure ADD COLUMN done_through bigint NOT NULL DEFAULT 0;
      UPDATE audit.erasure SET done_through = through;

      -- What a SubjectErased event names, once: what is recorded of the subject later stays.
      CREATE OR REPLACE FUNCTION audit.erase_subject(event uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        decided record;
        last bigint;
      BEGIN
        SELECT e.position, e.data->>'subject' AS subject INTO decided FROM audit.event e
          WHERE e.event_id = event AND e.type = 'SubjectErased' AND e.stream_id = 'retention-log';
        IF NOT FOUND THEN RAISE EXCEPTION 'Nobody decided that.'; END IF;
        PERFORM audit.assert_no_hold(decided.position);
        PERFORM pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0));
        SELECT coalesce(max(sequence), 0) INTO last FROM audit.record_number;
        INSERT INTO audit.erasure VALUES (event, decided.subject, last) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN RETURN; END IF;
        INSERT INTO audit.subject_key VALUES (decided.subject, NULL, last)
          ON CONFLICT (subject) DO UPDATE SET key = NULL, erased_through = last;
      END $$;

      -- The next records of an erasure that was decided. Returns how many; 0: it is done.
      CREATE FUNCTION audit.erase_records(event uuid, batch integer) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        part audit.erasure;
        last bigint;
        erased integer;
      BEGIN
        SELECT * INTO part FROM audit.erasure r WHERE r.event_id = event FOR UPDATE;
        IF NOT FOUND OR part.done_through >= part.through THEN RETURN 0; END IF;
        WITH next AS (
          SELECT sequence FROM audit.audit_record
          WHERE subject = part.subject AND sequence > part.done_through AND sequence <= part.through
          ORDER BY sequence LIMIT batch
        ), gone AS (
          UPDATE audit.audit_record r SET personal = NULL, personal_words = NULL, source_ip = NULL
          FROM next WHERE r.sequence = next.sequence AND r.subject = part.subject
          RETURNING r.sequence
        )
        SELECT count(*), max(sequence) INTO erased, last FROM gone;
        UPDATE audit.erasure r SET done_through = CASE WHEN erased < batch THEN part.through ELSE last END
          WHERE r.event_id = event;
        RETURN erased;
      END $$;

      REVOKE ALL ON FUNCTION audit.erase_records FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.erase_records TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Audit records are never taken down.');
  }
}
