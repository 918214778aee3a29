import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { LogOwner } from './0001-event-log.js';

/** How far readers have come, what they could not digest, and shortcuts for long streams. */
export const bookkeeping = ({ schema, login }: LogOwner): new () => MigrationInterface =>
  class Bookkeeping1700000000002 implements MigrationInterface {
    readonly name = 'Bookkeeping1700000000002';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        CREATE TABLE "${schema}".snapshot (
          stream_id text    NOT NULL,
          fold      text    NOT NULL,
          fold_hash text    NOT NULL,
          version   integer NOT NULL,
          state     jsonb   NOT NULL,
          PRIMARY KEY (stream_id, fold)
        );

        -- One row per reader; for a projection, one per generation of its tables.
        CREATE TABLE "${schema}".checkpoint (
          consumer   text        NOT NULL,
          generation integer     NOT NULL DEFAULT 1,
          epoch      uuid,
          position   bigint      NOT NULL DEFAULT 0,
          moved_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (consumer, generation)
        );

        CREATE TABLE "${schema}".generation (
          projection text        NOT NULL,
          generation integer     NOT NULL,
          version    integer     NOT NULL,
          status     text        NOT NULL CHECK (status IN ('building', 'live', 'retired')),
          changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (projection, generation)
        );
        CREATE UNIQUE INDEX generation_live ON "${schema}".generation (projection) WHERE status = 'live';

        -- Events that a consumer could not digest, and those of the same stream behind them.
        CREATE TABLE "${schema}".parked (
          consumer    text        NOT NULL,
          epoch       uuid        NOT NULL,
          position    bigint      NOT NULL,
          stream_id   text        NOT NULL,
          event_id    uuid        NOT NULL,
          type        text        NOT NULL,
          attempts    integer     NOT NULL,
          reason      text        NOT NULL,
          parked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (consumer, position)
        );
        CREATE INDEX parked_stream ON "${schema}".parked (consumer, stream_id, position);

        GRANT SELECT, INSERT, UPDATE, DELETE ON "${schema}".snapshot, "${schema}".checkpoint,
          "${schema}".generation, "${schema}".parked TO "${login}";
      `);
    }

    async down(): Promise<void> {
      throw new Error('Bookkeeping is never taken down.');
    }
  };
