-- Logins: one for migrations, one per service. May be run again at any time; passwords are set anew.
--
-- The passwords come in the setting margay.passwords, as JSON without blanks: {"migrator":"...","tokens":"..."}.
-- Its keys are the services that have a schema. See README.md for how to run this by hand.

DO $$
DECLARE
  passwords constant jsonb := current_setting('margay.passwords')::jsonb;
  login text;
  password text;
BEGIN
  IF NOT passwords ? 'migrator' THEN
    RAISE EXCEPTION 'margay.passwords has no migrator';
  END IF;
  FOR login, password IN SELECT 'margay_' || key, value FROM jsonb_each_text(passwords) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I', login);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I LOGIN NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT %s PASSWORD %L',
      -- Several replicas of a service, and never the whole server.
      login, CASE login WHEN 'margay_migrator' THEN 20 ELSE 60 END, password
    );
    -- A statement without an end must not hold the log, or a connection, for ever. Services set shorter limits
    -- per connection; these bind whoever borrows the login.
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', login,
      CASE login WHEN 'margay_migrator' THEN '15min' ELSE '60s' END);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', login,
      CASE login WHEN 'margay_migrator' THEN '2min' ELSE '10s' END);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', login,
      CASE login WHEN 'margay_migrator' THEN '2min' ELSE '60s' END);
    EXECUTE format('ALTER ROLE %I SET timezone = %L', login, 'UTC');
  END LOOP;

  -- An administrator who is no superuser may give objects only to roles it belongs to.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
     AND NOT pg_has_role(current_user, 'margay_migrator', 'MEMBER') THEN
    EXECUTE format('GRANT margay_migrator TO %I', current_user);
  END IF;
END
$$;
