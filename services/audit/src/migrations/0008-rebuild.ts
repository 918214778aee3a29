import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where records are made anew from the logs while those that are there go on being read, and the one
 * way in which what differs takes its place.
 */
export class Rebuild1730000000008 implements MigrationInterface {
  readonly name = 'Rebuild1730000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The one that is under way: the event that began it.
      CREATE TABLE audit.rebuild (
        single      boolean PRIMARY KEY DEFAULT true CHECK (single),
        rebuild_id  uuid    NOT NULL,
        through     bigint  NOT NULL,
        is_switched boolean NOT NULL DEFAULT false
      );
      CREATE TABLE audit.rebuild_source (
        source   text   PRIMARY KEY,
        position bigint NOT NULL DEFAULT 0,
        -- Of the newest event that has a record to be made anew.
        head     bigint NOT NULL
      );
      CREATE TABLE audit.record_anew (LIKE audit.audit_record, PRIMARY KEY (sequence));
      CREATE TABLE audit.state_anew (LIKE audit.target_state, PRIMARY KEY (target));
      CREATE TABLE audit.rebuild_finding (
        sequence bigint PRIMARY KEY,
        kind     text   NOT NULL
                 CHECK (kind IN ('altered', 'missing', 'surplus', 'lost', 'unlike', 'reindexed'))
      );

      -- Puts what was found to differ in its place. Only what was sealed gets in, and nothing of
      -- whoever was erased, nor what was dropped, comes back.
      CREATE FUNCTION audit.replace_records(event uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM audit.event e WHERE e.event_id = event
                       AND e.type = 'RebuildBegun' AND e.stream_id = 'rebuild-log') THEN
          RAISE EXCEPTION 'Nobody decided that.';
        END IF;
        -- Nobody is erased meanwhile.
        PERFORM pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0));
        DELETE FROM audit.rebuild_finding
          WHERE sequence <= (SELECT dropped_through FROM audit.retention_mark);
        UPDATE audit.record_anew a SET personal = NULL, personal_words = NULL, source_ip = NULL
          FROM audit.rebuild_finding f, audit.subject_key k
          WHERE f.sequence = a.sequence AND k.subject = a.subject AND a.sequence <= k.erased_through;
        IF EXISTS (SELECT FROM audit.rebuild_finding f JOIN audit.record_anew a USING (sequence)
                     LEFT JOIN audit.record_number n USING (sequence)
                   WHERE n.event_id IS DISTINCT FROM a.event_id
                      OR n.leaf_hash <> sha256('\\x00'::bytea || convert_to(a.leaf, 'UTF8'))) THEN
          RAISE EXCEPTION 'A record made anew is not the one that was sealed.';
        END IF;
        DELETE FROM audit.audit_record r USING audit.rebuild_finding f
          WHERE f.sequence = r.sequence AND f.kind = 'surplus'
            AND NOT EXISTS (SELECT FROM audit.record_number n WHERE n.sequence = r.sequence);
        DELETE FROM audit.audit_record r USING audit.rebuild_finding f, audit.record_anew a
          WHERE f.sequence = r.sequence AND f.kind IN ('altered', 'reindexed')
            AND a.sequence = r.sequence;
        INSERT INTO audit.audit_record
          SELECT a.* FROM audit.record_anew a JOIN audit.rebuild_finding f USING (sequence)
          WHERE f.kind IN ('altered', 'missing', 'reindexed') ON CONFLICT DO NOTHING;
        UPDATE audit.rebuild SET is_switched = true;
      END $$;

      REVOKE ALL ON FUNCTION audit.replace_records FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.replace_records TO margay_audit;
      GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON audit.rebuild, audit.rebuild_source,
        audit.record_anew, audit.state_anew, audit.rebuild_finding TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Audit records are never taken down.');
  }
}
