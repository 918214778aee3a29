import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the log's tables are made for. */
export interface LogOwner {
  /** The service's schema. Exists, and the migrating login owns it. */
  readonly schema: string;
  /** The login the service runs as: may read the log and call its functions, nothing else. */
  readonly login: string;
}

/**
 * The event log: facts, the hash chain that seals each commit, tags for rules across streams.
 *
 * All names are qualified and the functions' search path holds nothing a service could write to, so
 * that their rights cannot be borrowed.
 */
export const eventLog = ({ schema, login }: LogOwner): new () => MigrationInterface =>
  class EventLog1700000000001 implements MigrationInterface {
    readonly name = 'EventLog1700000000001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        CREATE TABLE "${schema}".event (
          position       bigint      PRIMARY KEY CHECK (position > 0),
          stream_id      text        NOT NULL CHECK (length(stream_id) BETWEEN 3 AND 200),
          version        integer     NOT NULL CHECK (version > 0),
          event_id       uuid        NOT NULL UNIQUE,
          type           text        NOT NULL,
          schema_version smallint    NOT NULL,
          recorded_at    timestamptz NOT NULL,
          data           jsonb       NOT NULL,
          metadata       jsonb       NOT NULL,
          UNIQUE (stream_id, version)
        );
        CREATE INDEX event_recorded_at ON "${schema}".event USING brin (recorded_at);

        CREATE TABLE "${schema}".seal (
          last_position  bigint PRIMARY KEY,
          first_position bigint NOT NULL UNIQUE CHECK (first_position <= last_position),
          hash           bytea  NOT NULL CHECK (length(hash) = 32)
        );

        CREATE TABLE "${schema}".tag (
          tag      text   NOT NULL CHECK (length(tag) <= 200),
          position bigint NOT NULL REFERENCES "${schema}".event,
          PRIMARY KEY (tag, position)
        );

        CREATE TABLE "${schema}".epoch (
          ordinal    integer     PRIMARY KEY,
          epoch      uuid        NOT NULL UNIQUE DEFAULT gen_random_uuid(),
          started_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        INSERT INTO "${schema}".epoch (ordinal) VALUES (1);

        CREATE FUNCTION "${schema}".refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'The event log is only ever added to.';
        END $$;
      `);
      for (const table of ['event', 'seal', 'tag', 'epoch'])
        await runner.query(`
          CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "${schema}".${table}
          FOR EACH STATEMENT EXECUTE FUNCTION "${schema}".refuse_change()`);

      await runner.query(`
        -- The hash chain: what PostgreSQL prints for the rows of a commit, behind the hash before.
        CREATE FUNCTION "${schema}".seal_of(before bytea, first bigint, last bigint) RETURNS bytea
        LANGUAGE sql STABLE
        SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
        AS $$
          SELECT sha256(before || convert_to(string_agg(
            ROW(e.position, e.stream_id, e.version, e.event_id, e.type, e.schema_version,
                e.recorded_at, e.data, e.metadata)::text, E'\\n' ORDER BY e.position), 'UTF8'))
          FROM "${schema}".event e WHERE e.position BETWEEN first AND last
        $$;

        -- Writes the appends of one commit, each with a verdict of its own:
        -- 1 written, 2 written before, 3 wrong version, 4 a tag is taken.
        -- An append with tags, or with a condition on them, comes alone.
        CREATE FUNCTION "${schema}".append(
          streams text[], expects integer[], counts integer[], causes jsonb[],
          ids uuid[], types text[], schema_versions smallint[], datas jsonb[],
          tags jsonb, unless_tags text[], unless_after bigint,
          OUT verdicts smallint[], OUT positions bigint[], OUT versions integer[]
        ) LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
        AS $$
        DECLARE
          head bigint;
          head_at timestamptz;
          before bytea;
          at timestamptz;
          next bigint;
          current integer;
          seen_position bigint;
          seen_version integer;
          seen_stream text;
          offset_in integer := 0;
          row_event integer[] := '{}';
          row_append integer[] := '{}';
          row_version integer[] := '{}';
          row_count integer := 0;
        BEGIN
          IF cardinality(streams) > 1 AND (tags IS NOT NULL OR unless_tags IS NOT NULL) THEN
            RAISE EXCEPTION 'An append with tags comes alone.';
          END IF;
          -- Held to the end of the commit: positions are handed out in the order of commits.
          PERFORM pg_advisory_xact_lock(hashtextextended('margay.append.${schema}', 0));
          SELECT e.position, e.recorded_at INTO head, head_at
            FROM "${schema}".event e ORDER BY e.position DESC LIMIT 1;
          head := coalesce(head, 0);
          at := greatest(head_at, clock_timestamp());
          next := head;

          FOR i IN 1 .. cardinality(streams) LOOP
            SELECT e.position, e.version, e.stream_id INTO seen_position, seen_version, seen_stream
              FROM "${schema}".event e WHERE e.event_id = ids[offset_in + 1];
            IF FOUND THEN
              IF seen_stream <> streams[i] THEN
                RAISE EXCEPTION 'An event id was used for two streams.';
              END IF;
              verdicts[i] := 2;
              positions[i] := seen_position + counts[i] - 1;
              versions[i] := seen_version + counts[i] - 1;
            ELSE
              current := 0;
              SELECT e.version INTO current FROM "${schema}".event e
                WHERE e.stream_id = streams[i] ORDER BY e.version DESC LIMIT 1;
              current := coalesce(current, 0);
              IF NOT (expects[i] = -1 OR (expects[i] = -2 AND current > 0) OR expects[i] = current) THEN
                verdicts[i] := 3;
                positions[i] := 0;
                versions[i] := current;
              ELSE
                IF unless_tags IS NOT NULL THEN
                  SELECT t.position INTO seen_position FROM "${schema}".tag t
                    WHERE t.tag = ANY (unless_tags) AND t.position > unless_after
                    ORDER BY t.position DESC LIMIT 1;
                  IF FOUND THEN
                    verdicts[i] := 4;
                    positions[i] := seen_position;
                    versions[i] := current;
                    CONTINUE;
                  END IF;
                END IF;
                FOR j IN 1 .. counts[i] LOOP
                  row_count := row_count + 1;
                  row_event[row_count] := offset_in + j;
                  row_append[row_count] := i;
                  row_version[row_count] := current + j;
                END LOOP;
                next := next + counts[i];
                verdicts[i] := 1;
                positions[i] := next;
                versions[i] := current + counts[i];
              END IF;
            END IF;
            offset_in := offset_in + counts[i];
          END LOOP;

          IF row_count = 0 THEN RETURN; END IF;

          INSERT INTO "${schema}".event
            (position, stream_id, version, event_id, type, schema_version, recorded_at, data, metadata)
          SELECT head + r.n, streams[r.a], r.v, ids[r.e], types[r.e], schema_versions[r.e], at,
                 datas[r.e], causes[r.a]
            FROM unnest(row_event, row_append, row_version) WITH ORDINALITY AS r(e, a, v, n);

          IF tags IS NOT NULL THEN
            INSERT INTO "${schema}".tag (tag, position)
            SELECT DISTINCT t.tag, head + e.n
              FROM jsonb_array_elements(tags) WITH ORDINALITY AS e(names, n),
                   jsonb_array_elements_text(e.names) AS t(tag);
          END IF;

          SELECT s.hash INTO before FROM "${schema}".seal s ORDER BY s.last_position DESC LIMIT 1;
          INSERT INTO "${schema}".seal (last_position, first_position, hash)
          VALUES (next, head + 1, "${schema}".seal_of(coalesce(before, ''::bytea), head + 1, next));
        END $$;

        -- A history that differs from what was already told needs another name.
        CREATE FUNCTION "${schema}".new_epoch() RETURNS uuid LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp
        AS $$
          INSERT INTO "${schema}".epoch (ordinal)
          SELECT max(e.ordinal) + 1 FROM "${schema}".epoch e RETURNING epoch
        $$;

        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA "${schema}" FROM PUBLIC;
        GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${login}";
        GRANT SELECT ON "${schema}".event, "${schema}".seal, "${schema}".tag, "${schema}".epoch TO "${login}";
        GRANT EXECUTE ON FUNCTION "${schema}".append, "${schema}".new_epoch, "${schema}".seal_of TO "${login}";
      `);
    }

    async down(): Promise<void> {
      throw new Error('The event log is never taken down.');
    }
  };
