import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How records leave: whole partitions when their time is over, personal fields when somebody is erased.
 *
 * The service may do neither by itself. It names an event of its log, and these functions, which run
 * with the owner's rights, read there what was decided, and check it against the holds in force then.
 */
export class Retention1710000000003 implements MigrationInterface {
  readonly name = 'Retention1710000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit.record_partition (
        name          text   PRIMARY KEY,
        from_sequence bigint NOT NULL UNIQUE,
        -- NULL: open, where new records go.
        to_sequence   bigint UNIQUE CHECK (to_sequence >= from_sequence),
        newest_at     timestamptz
      );
      INSERT INTO audit.record_partition VALUES ('audit_record_1', 1, NULL, NULL);
      CREATE UNIQUE INDEX record_partition_open ON audit.record_partition ((true)) WHERE to_sequence IS NULL;

      CREATE TABLE audit.erasure (
        event_id uuid   PRIMARY KEY,
        subject  text   NOT NULL,
        through  bigint NOT NULL
      );

      CREATE FUNCTION audit.assert_no_hold(before bigint) RETURNS void LANGUAGE plpgsql STABLE
      SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF (SELECT count(*) FILTER (WHERE type = 'HoldPlaced') > count(*) FILTER (WHERE type = 'HoldLifted')
            FROM audit.event WHERE stream_id = 'retention-log' AND position < before) THEN
          RAISE EXCEPTION 'A hold is in force.';
        END IF;
      END $$;

      -- Closes the open partition behind the last record that a checkpoint covers, and opens the next.
      CREATE FUNCTION audit.seal_partition(least_age interval, most_records bigint) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        part record;
        last bigint;
        first_at timestamptz;
        next text;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0));
        SELECT * INTO part FROM audit.record_partition WHERE to_sequence IS NULL FOR UPDATE;
        SELECT size INTO last FROM audit.log_checkpoint ORDER BY ordinal DESC LIMIT 1;
        IF last IS NULL OR last < part.from_sequence THEN RETURN false; END IF;
        EXECUTE format('SELECT recorded_at FROM audit.%I ORDER BY sequence LIMIT 1', part.name) INTO first_at;
        IF first_at IS NULL
           OR first_at > clock_timestamp() - least_age AND last - part.from_sequence + 1 < most_records THEN
          RETURN false;
        END IF;
        next := 'audit_record_' || (last + 1);
        EXECUTE format('ALTER TABLE audit.audit_record DETACH PARTITION audit.%I', part.name);
        EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.audit_record FOR VALUES FROM (%s) TO (MAXVALUE)',
                       next, last + 1);
        EXECUTE format('WITH moved AS (DELETE FROM audit.%I WHERE sequence > %s RETURNING *)
                        INSERT INTO audit.audit_record SELECT * FROM moved', part.name, last);
        EXECUTE format('ALTER TABLE audit.audit_record ATTACH PARTITION audit.%I FOR VALUES FROM (%s) TO (%s)',
                       part.name, part.from_sequence, last + 1);
        EXECUTE format('UPDATE audit.record_partition SET to_sequence = %s,
                          newest_at = (SELECT max(recorded_at) FROM audit.%I) WHERE name = %L',
                       last, part.name, part.name);
        INSERT INTO audit.record_partition VALUES (next, last + 1, NULL, NULL);
        RETURN true;
      END $$;

      -- Drops what a RecordsDropped event names: the oldest sealed partition, if its time is over.
      CREATE FUNCTION audit.drop_records(event uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        decided record;
        part record;
        days integer;
      BEGIN
        SELECT e.position, e.recorded_at, (e.data->>'fromSequence')::bigint AS first,
               (e.data->>'toSequence')::bigint AS last
          INTO decided FROM audit.event e
          WHERE e.event_id = event AND e.type = 'RecordsDropped' AND e.stream_id = 'retention-log';
        IF NOT FOUND THEN RAISE EXCEPTION 'Nobody decided that.'; END IF;
        -- Done before; records are being made anew.
        IF decided.last <= (SELECT dropped_through FROM audit.retention_mark) THEN RETURN; END IF;
        PERFORM audit.assert_no_hold(decided.position);
        SELECT greatest(30, (e.data->>'days')::integer) INTO days FROM audit.event e
          WHERE e.stream_id = 'retention-log' AND e.type = 'RetentionSet' AND e.position < decided.position
          ORDER BY e.position DESC LIMIT 1;
        SELECT p.* INTO part FROM audit.record_partition p ORDER BY p.from_sequence LIMIT 1 FOR UPDATE;
        IF part.from_sequence <> decided.first OR part.to_sequence IS DISTINCT FROM decided.last THEN
          RAISE WARNING 'It is not the oldest sealed partition.';
          RETURN;
        END IF;
        IF part.newest_at >= decided.recorded_at - make_interval(days => coalesce(days, 1825)) THEN
          RAISE WARNING 'Its time is not over.';
          RETURN;
        END IF;
        EXECUTE format('DROP TABLE audit.%I', part.name);
        DELETE FROM audit.record_partition WHERE name = part.name;
        UPDATE audit.retention_mark SET dropped_through = decided.last;
      END $$;

      -- Erases what a SubjectErased event names, once: what is recorded of the subject later stays.
      CREATE FUNCTION audit.erase_subject(event uuid) RETURNS void
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
        UPDATE audit.audit_record SET personal = NULL, personal_words = NULL, source_ip = NULL
          WHERE subject = decided.subject AND sequence <= last AND personal IS NOT NULL;
      END $$;

      REVOKE ALL ON FUNCTION audit.assert_no_hold, audit.seal_partition, audit.drop_records,
        audit.erase_subject FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.seal_partition, audit.drop_records, audit.erase_subject TO margay_audit;
      GRANT SELECT ON audit.record_partition, audit.erasure TO margay_audit;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Audit records are never taken down.');
  }
}
