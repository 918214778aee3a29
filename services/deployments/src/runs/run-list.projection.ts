import {
  categoryOf,
  idOf,
  type Projection,
  type Recorded,
  rowsOf,
  type Sql,
} from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import type { RunEvent } from './run-facts.js';

/** Streams are named `<category>-<id of the account>`. */
export const RUN_CATEGORY = 'deployment';

const ENDS: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'DeploymentCompleted',
  'DeploymentCancelled',
  'DeploymentFailed',
  'DeploymentRecovered',
]);

const isOfRun = (recorded: Recorded<DeploymentsEvent>): recorded is Recorded<RunEvent> =>
  categoryOf(recorded.stream) === RUN_CATEGORY;

const rowOf = ({ stream, position, version, at, cause, event }: Recorded<RunEvent>) => ({
  account_id: idOf(stream),
  run: event.run,
  revision: version,
  at,
  position,
  begins: event.type === 'DeploymentRequested',
  ends: ENDS.has(event.type),
  reopens: event.type === 'DeploymentRecoveryRequested',
  actor: cause.actor,
  happened: [{ at: at.toISOString(), by: cause.actor, event }],
});

const COLUMNS = `
  account_id text, run integer, revision integer, at timestamptz, position bigint, begins boolean,
  ends boolean, reopens boolean, actor jsonb, happened jsonb`;

/** One row per deployment, with all that happened in it: what it has come to is folded from that. */
@Injectable()
export class RunListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'run-list';
  readonly version = 1;
  readonly tables = {
    run_list: `
      account_id text NOT NULL,
      run integer NOT NULL,
      requested_position bigint NOT NULL UNIQUE,
      happened jsonb NOT NULL,
      revision integer NOT NULL,
      requested_at timestamptz NOT NULL,
      requested_by jsonb NOT NULL,
      ended_at timestamptz,
      PRIMARY KEY (account_id, run)`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('run_list')} (requested_position)
              WHERE ended_at IS NULL`;
  }

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isOfRun).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table('run_list')}
        (account_id, run, requested_position, happened, revision, requested_at, requested_by)
      SELECT r.account_id, r.run, r.position, '[]', r.revision, r.at, r.actor
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE r.begins
      ON CONFLICT DO NOTHING`;
    await sql`
      UPDATE ${sql.table('run_list')} t SET
        happened = t.happened || r.happened,
        ended_at = CASE WHEN r.ends THEN r.at WHEN r.reopens THEN NULL ELSE t.ended_at END,
        revision = r.revision
      FROM ${rowsOf(rows, COLUMNS)} AS r
      WHERE t.account_id = r.account_id AND t.run = r.run`;
  }
}
