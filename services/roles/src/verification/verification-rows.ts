import { idOf, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import type { RoleChange, RoleEvent, VerificationOutcome } from '../role.decider.js';

type Changed = Recorded<Exclude<RoleEvent, { readonly type: 'RoleProposed' }>>;

export const VERIFICATION_COLUMNS = `
  id uuid PRIMARY KEY,
  role_id uuid NOT NULL,
  started_position bigint NOT NULL,
  started_at timestamptz NOT NULL,
  started_by jsonb NOT NULL,
  ended_at timestamptz,
  outcome text NOT NULL,
  steps jsonb NOT NULL`;

/** What a verification came to by this event; undefined for an event that ends none. */
export function outcomeOf(event: RoleChange): VerificationOutcome | undefined {
  switch (event.type) {
    case 'RoleActivated':
      return 'passed';
    case 'RoleVerificationFailed':
    case 'RoleDegraded':
      return 'failed';
    case 'RoleVerificationEnded':
      return event.steps?.some(({ outcome }) => outcome === 'inconclusive')
        ? 'inconclusive'
        : 'passed';
    case 'RoleVerificationStarted':
    case 'RoleSuspended':
    case 'RoleReinstated':
    case 'RoleRevoked':
      return undefined;
  }
}

/** Another one started, or somebody decided about the role: what was under way has no say any more. */
const abandons = ({ type }: RoleChange): boolean =>
  type === 'RoleVerificationStarted' || type === 'RoleSuspended' || type === 'RoleRevoked';

/** One row per verification, from its start. */
export async function applyVerifications(events: readonly Changed[], sql: Sql): Promise<void> {
  const table = sql.table('role_verification');
  const abandoned = events
    .filter(({ event }) => abandons(event))
    .map(({ stream, at }) => ({ role_id: idOf(stream), at }));
  if (abandoned.length > 0)
    await sql`
      UPDATE ${table} v SET ended_at = r.at, outcome = 'abandoned'
      FROM ${rowsOf(abandoned, 'role_id uuid, at timestamptz')} AS r
      WHERE v.role_id = r.role_id AND v.ended_at IS NULL`;
  const started = events.flatMap(({ stream, position, at, cause, event }) =>
    event.type === 'RoleVerificationStarted'
      ? [
          {
            id: event.verificationId,
            role_id: idOf(stream),
            position,
            at,
            actor: cause.actor,
            steps: event.steps ?? [],
          },
        ]
      : [],
  );
  const columns =
    'id uuid, role_id uuid, position bigint, at timestamptz, actor jsonb, steps jsonb';
  if (started.length > 0)
    await sql`
      INSERT INTO ${table} (id, role_id, started_position, started_at, started_by, outcome, steps)
      SELECT r.id, r.role_id, r.position, r.at, r.actor, 'running', r.steps
      FROM ${rowsOf(started, columns)} AS r ON CONFLICT DO NOTHING`;
  const ended = events.flatMap(({ at, event }) => {
    const outcome = outcomeOf(event);
    return outcome && 'verificationId' in event
      ? [{ id: event.verificationId, at, outcome, steps: event.steps ?? [] }]
      : [];
  });
  if (ended.length > 0)
    await sql`
      UPDATE ${table} v SET ended_at = r.at, outcome = r.outcome, steps = r.steps
      FROM ${rowsOf(ended, 'id uuid, at timestamptz, outcome text, steps jsonb')} AS r
      WHERE v.id = r.id`;
}
