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
import type { RolloutEvent } from './rollout-facts.js';
import type { RolloutStatus } from './rollout.row.js';

/** Streams are named `<category>-<id>`. */
export const ROLLOUT_CATEGORY = 'rollout';

const isOfRollout = (recorded: Recorded<DeploymentsEvent>): recorded is Recorded<RolloutEvent> =>
  categoryOf(recorded.stream) === ROLLOUT_CATEGORY;

const BECOMES: Readonly<Partial<Record<RolloutEvent['type'], RolloutStatus>>> = {
  RolloutRequested: 'requested',
  RolloutApproved: 'running',
  RolloutResumed: 'running',
  RolloutPaused: 'paused',
  RolloutHalted: 'halted',
  RolloutCompleted: 'completed',
  RolloutCancelled: 'cancelled',
};

const moreUnderWay = (type: RolloutEvent['type']): number =>
  type === 'RolloutDeploymentBegun' ? 1 : type === 'RolloutDeploymentEnded' ? -1 : 0;

const rowOf = ({ stream, position, at, event }: Recorded<RolloutEvent>) => ({
  id: idOf(stream),
  position,
  at,
  status: BECOMES[event.type] ?? null,
  more: moreUnderWay(event.type),
  ...(event.type === 'RolloutRequested'
    ? {
        target: event.target,
        channel: event.channel,
        max_parallel: event.maxParallel,
        failures_allowed: event.failuresAllowed,
        actor: event.by,
      }
    : {}),
});

const COLUMNS = `
  id uuid, position bigint, at timestamptz, status text, more integer, target text, channel text,
  max_parallel integer, failures_allowed integer, actor jsonb`;

/** One row per rollout. */
@Injectable()
export class RolloutListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'rollout-list';
  readonly version = 1;
  readonly tables = {
    rollout_list: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      target text NOT NULL,
      channel text NOT NULL,
      status text NOT NULL,
      max_parallel integer NOT NULL,
      failures_allowed integer NOT NULL,
      under_way integer NOT NULL DEFAULT 0,
      requested_at timestamptz NOT NULL,
      requested_by jsonb NOT NULL`,
  };

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    // One after the other: a rollout may be told of several times in one batch.
    for (const row of events.filter(isOfRollout).map(rowOf)) {
      await sql`
        INSERT INTO ${sql.table('rollout_list')}
          (id, created_position, target, channel, status, max_parallel, failures_allowed,
           requested_at, requested_by)
        SELECT r.id, r.position, r.target, r.channel, r.status, r.max_parallel,
               r.failures_allowed, r.at, r.actor
        FROM ${rowsOf([row], COLUMNS)} AS r WHERE r.target IS NOT NULL
        ON CONFLICT DO NOTHING`;
      await sql`
        UPDATE ${sql.table('rollout_list')} t SET
          status = coalesce(r.status, t.status),
          under_way = t.under_way + r.more
        FROM ${rowsOf([row], COLUMNS)} AS r WHERE t.id = r.id`;
    }
  }
}
