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
import { placeOf } from './account.js';
import type { AccountEvent, AccountStatus } from './account.decider.js';

/** Streams are named `<category>-<id>`. */
export const ACCOUNT_CATEGORY = 'account';

const isOfAccount = (recorded: Recorded<DeploymentsEvent>): recorded is Recorded<AccountEvent> =>
  categoryOf(recorded.stream) === ACCOUNT_CATEGORY;

/** What an account becomes by an event; a description leaves it as it is. */
const BECOMES: Readonly<Record<AccountEvent['type'], AccountStatus | undefined>> = {
  AccountRequested: 'requested',
  AccountDescribed: undefined,
  AccountApproved: 'approved',
  AccountDeclined: 'declined',
  AccountExpired: 'expired',
  AccountWithdrawn: 'withdrawn',
};

const saidIn = (event: AccountEvent): string | undefined => {
  if ('reason' in event) return event.reason;
  return 'comment' in event ? event.comment : undefined;
};

function rowOf({ stream, position, version, at, cause, event }: Recorded<AccountEvent>) {
  const id = idOf(stream);
  return {
    id,
    position,
    ...placeOf(id),
    status: BECOMES[event.type],
    facts: 'facts' in event ? event.facts : undefined,
    comment: saidIn(event),
    external_id: 'externalId' in event ? event.externalId : undefined,
    revision: version,
    decides: event.type !== 'AccountDescribed',
    expires_at: event.type === 'AccountApproved' ? event.expiresAt : undefined,
    requests: event.type === 'AccountRequested',
    at,
    actor: cause.actor,
  };
}

const COLUMNS = `
  id text, position bigint, account text, region text, status text, facts jsonb, comment text,
  external_id text, revision integer, decides boolean, expires_at timestamptz, requests boolean, at timestamptz,
  actor jsonb`;

/** One row per account and region. */
@Injectable()
export class AccountListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'account-list';
  readonly version = 2;
  readonly tables = {
    account_list: `
      id text PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      account text NOT NULL,
      region text NOT NULL,
      status text NOT NULL,
      facts jsonb NOT NULL,
      comment text NOT NULL,
      external_id text,
      revision integer NOT NULL,
      expires_at timestamptz,
      requested_at timestamptz NOT NULL,
      requested_by jsonb NOT NULL,
      updated_at timestamptz NOT NULL,
      updated_by jsonb NOT NULL`,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('account_list')} (status, created_position)`;
    await sql`CREATE INDEX ON ${sql.table('account_list')} (account)`;
    await sql`CREATE INDEX ON ${sql.table('account_list')} (expires_at) WHERE status = 'approved'`;
  }

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isOfAccount).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table('account_list')}
        (id, created_position, account, region, status, facts, comment, external_id, revision,
         requested_at, requested_by, updated_at, updated_by)
      SELECT r.id, r.position, r.account, r.region, r.status, r.facts, r.comment, r.external_id,
             r.revision, r.at, r.actor, r.at, r.actor
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE r.requests
      ON CONFLICT (id) DO NOTHING`;
    await sql`
      UPDATE ${sql.table('account_list')} t SET
        status = coalesce(r.status, t.status),
        facts = coalesce(r.facts, t.facts),
        comment = CASE WHEN r.decides THEN coalesce(r.comment, '') ELSE t.comment END,
        external_id = coalesce(t.external_id, r.external_id),
        expires_at = CASE WHEN r.decides THEN r.expires_at ELSE t.expires_at END,
        revision = r.revision,
        requested_at = CASE WHEN r.requests THEN r.at ELSE t.requested_at END,
        requested_by = CASE WHEN r.requests THEN r.actor ELSE t.requested_by END,
        updated_at = r.at,
        updated_by = r.actor
      FROM ${rowsOf(rows, COLUMNS)} AS r WHERE t.id = r.id`;
  }
}
