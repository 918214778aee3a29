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
import type { PreflightEvent } from './preflight.decider.js';

/** Streams are named `<category>-<id of the account>`. */
export const PREFLIGHT_CATEGORY = 'preflight';

const isOfPreflight = (
  recorded: Recorded<DeploymentsEvent>,
): recorded is Recorded<PreflightEvent> => categoryOf(recorded.stream) === PREFLIGHT_CATEGORY;

function rowOf({ stream, position, version, at, cause, event }: Recorded<PreflightEvent>) {
  const row = { account_id: idOf(stream), run: event.run, revision: version, at };
  switch (event.type) {
    case 'PreflightStarted': {
      const { type: _, run: __, by: ___, ...subject } = event;
      return { ...row, position, subject, actor: cause.actor };
    }
    case 'PreflightCheckConcluded':
      return { ...row, result: [event.result] };
    case 'PreflightCheckWaived': {
      const { check, reason } = event;
      return { ...row, waiver: [{ check, reason, at: at.toISOString(), by: cause.actor }] };
    }
    case 'PreflightEnded':
      return { ...row, ends: true };
  }
}

const COLUMNS = `
  account_id text, run integer, revision integer, at timestamptz, position bigint, subject jsonb,
  actor jsonb, result jsonb, waiver jsonb, ends boolean`;

/** One row per preflight. */
@Injectable()
export class PreflightListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'preflight-list';
  readonly version = 1;
  readonly tables = {
    preflight_list: `
      account_id text NOT NULL,
      run integer NOT NULL,
      started_position bigint NOT NULL UNIQUE,
      subject jsonb NOT NULL,
      results jsonb NOT NULL,
      waivers jsonb NOT NULL,
      revision integer NOT NULL,
      started_at timestamptz NOT NULL,
      started_by jsonb NOT NULL,
      ended_at timestamptz,
      PRIMARY KEY (account_id, run)`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('preflight_list')} (started_position)
              WHERE ended_at IS NULL`;
  }

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isOfPreflight).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table('preflight_list')}
        (account_id, run, started_position, subject, results, waivers, revision, started_at, started_by)
      SELECT r.account_id, r.run, r.position, r.subject, '[]', '[]', r.revision, r.at, r.actor
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE r.subject IS NOT NULL
      ON CONFLICT DO NOTHING`;
    await sql`
      UPDATE ${sql.table('preflight_list')} t SET
        results = t.results || coalesce(r.result, '[]'),
        waivers = t.waivers || coalesce(r.waiver, '[]'),
        ended_at = CASE WHEN r.ends THEN r.at ELSE t.ended_at END,
        revision = r.revision
      FROM ${rowsOf(rows, COLUMNS)} AS r
      WHERE t.account_id = r.account_id AND t.run = r.run`;
  }
}
