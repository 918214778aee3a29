-- One schema per service, in the database this is run in. May be run again at any time.
--
-- Migrations own what is in the schemas. A service may use its own schema and create in it, for its read models,
-- and sees nothing of the others'. Nobody has rights by being PUBLIC.

DO $$
DECLARE
  passwords constant jsonb := current_setting('margay.passwords')::jsonb;
  service text;
  login text;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  EXECUTE format('GRANT CONNECT, TEMPORARY, CREATE ON DATABASE %I TO margay_migrator', current_database());

  FOR service IN SELECT key FROM jsonb_object_keys(passwords) AS key WHERE key <> 'migrator' LOOP
    login := 'margay_' || service;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION margay_migrator', service);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service);
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', service, login);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', login, current_database(), service);
  END LOOP;
END
$$;
