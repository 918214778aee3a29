import { idOf, type Projection, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { RoleChange, RoleEvent, RoleStatus } from './role.decider.js';
import { identityOf, parseRoleArn } from './role-arn.js';
import {
  applyVerifications,
  outcomeOf,
  VERIFICATION_COLUMNS,
} from './verification/verification-rows.js';

type Of<Type extends RoleEvent['type']> = Recorded<Extract<RoleEvent, { readonly type: Type }>>;
type Changed = Recorded<Exclude<RoleEvent, { readonly type: 'RoleProposed' }>>;

const isProposed = (recorded: Recorded<RoleEvent>): recorded is Of<'RoleProposed'> =>
  recorded.event.type === 'RoleProposed';
const isChanged = (recorded: Recorded<RoleEvent>): recorded is Changed => !isProposed(recorded);

/** What a role becomes by an event; verifications of one in use take nothing away from it. */
const BECOMES: Readonly<Record<RoleChange['type'], RoleStatus>> = {
  RoleVerificationStarted: 'verifying',
  RoleVerificationEnded: 'proposed',
  RoleVerificationFailed: 'proposed',
  RoleActivated: 'active',
  RoleDegraded: 'degraded',
  RoleSuspended: 'suspended',
  RoleReinstated: 'proposed',
  RoleRevoked: 'revoked',
};

const identity = (arn: string): string => {
  const parsed = parseRoleArn(arn);
  return 'problem' in parsed ? arn : identityOf(parsed);
};

function changeOf({ stream, position, at, cause, event }: Changed) {
  const complaints = 'complaints' in event ? event.complaints : undefined;
  return {
    id: idOf(stream),
    position,
    status: BECOMES[event.type],
    // While it is in use, and while it is not, respectively.
    spares: event.type === 'RoleVerificationStarted' || event.type === 'RoleVerificationEnded',
    reason: 'reason' in event ? event.reason : (complaints?.[0]?.cause ?? ''),
    // What was found wrong stays until a verification finds otherwise.
    complaints: event.type === 'RoleActivated' ? [] : complaints,
    activates: event.type === 'RoleActivated',
    verified: outcomeOf(event) ?? null,
    releases: event.type === 'RoleRevoked',
    at,
    actor: cause.actor,
  };
}

const CHANGE_COLUMNS = `
  id uuid, position bigint, status text, spares boolean, reason text, complaints jsonb,
  activates boolean, verified text, releases boolean, at timestamptz, actor jsonb`;

/** One row per role, one per step of its life, and when an ARN that was taken became free again. */
@Injectable()
export class RoleListProjection implements Projection<RoleEvent> {
  readonly name = 'role-list';
  readonly version = 3;
  readonly tables = {
    role_list: `
      id uuid PRIMARY KEY,
      created_position bigint NOT NULL UNIQUE,
      identity text NOT NULL,
      released_position bigint,
      arn text NOT NULL,
      partition text NOT NULL,
      account text NOT NULL,
      purpose text NOT NULL,
      environment text NOT NULL,
      secrets text[] NOT NULL,
      objects text[] NOT NULL,
      kms_keys text[] NOT NULL,
      principals text[] NOT NULL,
      external_id text NOT NULL,
      tags jsonb NOT NULL,
      status text NOT NULL,
      complaints jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      created_by jsonb NOT NULL,
      updated_at timestamptz NOT NULL,
      updated_by jsonb NOT NULL,
      activated_at timestamptz,
      verified_at timestamptz,
      verified_outcome text`,
    role_step: `
      position bigint PRIMARY KEY,
      role_id uuid NOT NULL,
      status text NOT NULL,
      reason text NOT NULL,
      at timestamptz NOT NULL,
      by jsonb NOT NULL`,
    role_verification: VERIFICATION_COLUMNS,
  };

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('role_list')} (identity)`;
    await sql`CREATE INDEX ON ${sql.table('role_list')} (status, created_position)`;
    await sql`CREATE INDEX ON ${sql.table('role_step')} (role_id, position)`;
    await sql`CREATE INDEX ON ${sql.table('role_verification')} (role_id, started_position)`;
    await sql`CREATE INDEX ON ${sql.table('role_verification')} (started_position)
              WHERE ended_at IS NULL`;
  }

  async apply(events: readonly Recorded<RoleEvent>[], sql: Sql): Promise<void> {
    const proposed = events.filter(isProposed);
    if (proposed.length > 0) await this.propose(proposed, sql);
    const changed = events.filter(isChanged);
    if (changed.length > 0) await this.change(changed, sql);
  }

  private async propose(events: readonly Of<'RoleProposed'>[], sql: Sql): Promise<void> {
    const rows = events.map(({ stream, position, at, cause, event: { registration } }) => ({
      id: idOf(stream),
      position,
      identity: identity(registration.arn),
      arn: registration.arn,
      partition: registration.partition,
      account: registration.account,
      purpose: registration.purpose,
      environment: registration.environment,
      secrets: registration.secrets,
      objects: registration.objects ?? [],
      kms_keys: registration.kmsKeys,
      principals: registration.principals,
      external_id: registration.externalId,
      tags: registration.tags,
      at,
      actor: cause.actor,
    }));
    const columns = `
      id uuid, position bigint, identity text, arn text, partition text, account text,
      purpose text, environment text, secrets text[], objects text[], kms_keys text[], principals text[],
      external_id text, tags jsonb, at timestamptz, actor jsonb`;
    await sql`
      INSERT INTO ${sql.table('role_list')}
        (id, created_position, identity, arn, partition, account, purpose, environment, secrets,
         objects, kms_keys, principals, external_id, tags, status, complaints, created_at, created_by,
         updated_at, updated_by)
      SELECT r.id, r.position, r.identity, r.arn, r.partition, r.account, r.purpose, r.environment,
             r.secrets, r.objects, r.kms_keys, r.principals, r.external_id, r.tags, 'proposed', '[]',
             r.at, r.actor, r.at, r.actor
      FROM ${rowsOf(rows, columns)} AS r
      ON CONFLICT DO NOTHING`;
    await sql`
      INSERT INTO ${sql.table('role_step')} (position, role_id, status, reason, at, by)
      SELECT r.position, r.id, 'proposed', '', r.at, r.actor FROM ${rowsOf(rows, columns)} AS r
      ON CONFLICT DO NOTHING`;
  }

  private async change(events: readonly Changed[], sql: Sql): Promise<void> {
    const rows = rowsOf(events.map(changeOf), CHANGE_COLUMNS);
    await sql`
      INSERT INTO ${sql.table('role_step')} (position, role_id, status, reason, at, by)
      SELECT r.position, r.id, r.status, r.reason, r.at, r.actor
      FROM ${rows} AS r JOIN ${sql.table('role_list')} t ON t.id = r.id
      WHERE NOT (r.spares AND t.status IN ('active', 'degraded'))
      ON CONFLICT DO NOTHING`;
    await sql`
      UPDATE ${sql.table('role_list')} t SET
        status = CASE WHEN r.spares AND t.status IN ('active', 'degraded')
                      THEN t.status ELSE r.status END,
        complaints = coalesce(r.complaints, t.complaints),
        activated_at = CASE WHEN r.activates THEN r.at ELSE t.activated_at END,
        verified_at = CASE WHEN r.verified IS NULL THEN t.verified_at ELSE r.at END,
        verified_outcome = coalesce(r.verified, t.verified_outcome),
        released_position = CASE WHEN r.releases THEN r.position ELSE t.released_position END,
        updated_at = r.at,
        updated_by = r.actor
      FROM ${rows} AS r WHERE t.id = r.id`;
    await applyVerifications(events, sql);
  }
}
