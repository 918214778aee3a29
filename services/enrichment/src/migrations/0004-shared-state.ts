import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What detections remember. Keys are counted per namespace in sixteen stripes, so that new keys of one
 * namespace do not all wait for one row.
 */
export class SharedState1730000000003 implements MigrationInterface {
  readonly name = 'SharedState1730000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrichment.shared_state (
        namespace  text        COLLATE "C" NOT NULL,
        kind       text        COLLATE "C" NOT NULL CHECK (kind IN ('counter', 'set', 'value')),
        key        text        COLLATE "C" NOT NULL,
        count      bigint,
        members    text[] CHECK (cardinality(members) <= 1000),
        value      bytea  CHECK (octet_length(value) <= 65536),
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (namespace, kind, key)
      );
      CREATE INDEX shared_state_expires_at ON enrichment.shared_state (expires_at);

      CREATE TABLE enrichment.shared_state_stripe (
        namespace text    COLLATE "C" NOT NULL,
        stripe    integer NOT NULL,
        keys      integer NOT NULL,
        PRIMARY KEY (namespace, stripe)
      );

      -- Only rows that are new come here; an upsert that finds its row does not.
      CREATE FUNCTION enrichment.count_shared_key() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        counted integer;
      BEGIN
        INSERT INTO enrichment.shared_state_stripe AS s (namespace, stripe, keys)
        VALUES (NEW.namespace, hashtext(NEW.kind || ' ' || NEW.key) & 15, 1)
        ON CONFLICT (namespace, stripe) DO UPDATE SET keys = s.keys + 1
        RETURNING keys INTO counted;
        IF counted > 6250 THEN
          RAISE EXCEPTION 'The namespace is full.' USING ERRCODE = 'MG001';
        END IF;
        IF counted = 1 AND (
          SELECT count(DISTINCT namespace) FROM enrichment.shared_state_stripe WHERE keys > 0
        ) > 1000 THEN
          RAISE EXCEPTION 'There are too many namespaces.' USING ERRCODE = 'MG002';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER count_shared_key AFTER INSERT ON enrichment.shared_state
        FOR EACH ROW EXECUTE FUNCTION enrichment.count_shared_key();

      CREATE FUNCTION enrichment.uncount_shared_keys() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        gone record;
      BEGIN
        -- In one order everywhere, so that two sweeps never wait for each other.
        FOR gone IN
          SELECT namespace, hashtext(kind || ' ' || key) & 15 AS stripe, count(*) AS keys
          FROM deleted GROUP BY 1, 2 ORDER BY 1, 2
        LOOP
          UPDATE enrichment.shared_state_stripe SET keys = keys - gone.keys
          WHERE namespace = gone.namespace AND stripe = gone.stripe;
        END LOOP;
        RETURN NULL;
      END $$;
      CREATE TRIGGER uncount_shared_keys AFTER DELETE ON enrichment.shared_state
        REFERENCING OLD TABLE AS deleted
        FOR EACH STATEMENT EXECUTE FUNCTION enrichment.uncount_shared_keys();

      GRANT SELECT, INSERT, UPDATE, DELETE ON enrichment.shared_state, enrichment.shared_state_stripe
        TO margay_enrichment;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What detections remember is never taken down.');
  }
}
