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
import type { OverrideEvent } from './override.decider.js';

/** Streams are named `<category>-<id>`. */
export const OVERRIDE_CATEGORY = 'upgrade_override';

const isOfOverride = (recorded: Recorded<DeploymentsEvent>): recorded is Recorded<OverrideEvent> =>
  categoryOf(recorded.stream) === OVERRIDE_CATEGORY;

const BECOMES = {
  OverrideRequested: 'requested',
  OverrideApproved: 'approved',
  OverrideWithdrawn: 'withdrawn',
} as const;

const rowOf = ({ stream, position, version, cause, event }: Recorded<OverrideEvent>) => ({
  id: idOf(stream),
  position,
  status: BECOMES[event.type],
  revision: version,
  actor: cause.actor,
  ...(event.type === 'OverrideRequested'
    ? { account_id: event.accountId, target: event.target, reason: event.reason }
    : {}),
});

const COLUMNS = `
  id uuid, position bigint, status text, revision integer, actor jsonb, account_id text,
  target text, reason text`;

/** One row per override. */
@Injectable()
export class OverrideListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'override-list';
  readonly version = 1;
  readonly tables = {
    override_list: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      account_id text NOT NULL,
      target text NOT NULL,
      reason text NOT NULL,
      status text NOT NULL,
      revision integer NOT NULL,
      requested_by jsonb NOT NULL,
      approved_by jsonb`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('override_list')} (status, created_position)`;
    await sql`CREATE INDEX ON ${sql.table('override_list')} (account_id)`;
  }

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isOfOverride).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table('override_list')}
        (id, created_position, account_id, target, reason, status, revision, requested_by)
      SELECT r.id, r.position, r.account_id, r.target, r.reason, r.status, r.revision, r.actor
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE r.status = 'requested'
      ON CONFLICT DO NOTHING`;
    await sql`
      UPDATE ${sql.table('override_list')} t SET
        status = r.status,
        revision = r.revision,
        approved_by = CASE WHEN r.status = 'approved' THEN r.actor ELSE t.approved_by END
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE t.id = r.id`;
  }
}
