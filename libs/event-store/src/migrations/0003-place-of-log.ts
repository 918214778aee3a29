import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { LogOwner } from './0001-event-log.js';

/**
 * Where the log lives: server, timeline, database and table. A log that finds itself elsewhere was restored
 * from a backup, or its server was, and begins a new epoch before anything is added.
 */
export const placeOfLog = ({ schema, login }: LogOwner): new () => MigrationInterface =>
  class PlaceOfLog1730000000003 implements MigrationInterface {
    readonly name = 'PlaceOfLog1730000000003';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        -- The timeline as it is written now: that of the last checkpoint is of before a promotion.
        CREATE FUNCTION "${schema}".here() RETURNS text LANGUAGE sql STABLE
        SET search_path = pg_catalog, pg_temp
        AS $$
          SELECT concat_ws('/', s.system_identifier,
                           left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
                           d.oid, '"${schema}".event'::regclass::oid)
          FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()
        $$;

        ALTER TABLE "${schema}".epoch ADD COLUMN place text NOT NULL DEFAULT "${schema}".here();

        CREATE FUNCTION "${schema}".settle() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
          known text;
        BEGIN
          SELECT e.place INTO known FROM "${schema}".epoch e ORDER BY e.ordinal DESC LIMIT 1;
          IF known = "${schema}".here() THEN RETURN false; END IF;
          -- Somebody else may have settled meanwhile; and nothing is appended until this is done.
          PERFORM pg_advisory_xact_lock(hashtextextended('margay.append.${schema}', 0));
          SELECT e.place INTO known FROM "${schema}".epoch e ORDER BY e.ordinal DESC LIMIT 1;
          IF known = "${schema}".here() THEN RETURN false; END IF;
          PERFORM "${schema}".new_epoch();
          RETURN true;
        END $$;

        REVOKE ALL ON FUNCTION "${schema}".here, "${schema}".settle FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION "${schema}".settle TO "${login}";
      `);
    }

    async down(): Promise<void> {
      throw new Error('The event log is never taken down.');
    }
  };
