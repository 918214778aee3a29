import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type FreezeSchema,
  type ReleaseNoticeSchema,
  type RolloutSchema,
} from '@margay/contracts';
import type { Freeze } from './freeze.decider.js';
import { heldBy, type Moment } from './next-deployments.js';
import type { ReleaseNotice } from './release-notices.service.js';
import { type RolloutState, standingOf } from './rollout.js';
import { targetToWire, timeToWire } from './rollout-events.wire.js';
import type { RolloutRow } from './rollout.row.js';

type RolloutInit = Exclude<MessageInitShape<typeof RolloutSchema>, { readonly $typeName: unknown }>;

/** What a list tells of a rollout. */
export const rolloutRowToWire = (row: RolloutRow): RolloutInit => ({
  id: row.id,
  target: row.target,
  channel: row.channel,
  status: row.status,
  maxParallel: row.maxParallel,
  failuresAllowed: row.failuresAllowed,
  requestedAt: timestampFromDate(row.requestedAt),
  requestedBy: actorToWire(row.requestedBy),
});

const holding = (rollout: RolloutState, moment: Moment): string => {
  const held = heldBy(rollout, moment);
  return held === 'frozen' || held === 'soaking' ? held : '';
};

/** All of it, with how every account stands. */
export function rolloutToWire(row: RolloutRow, rollout: RolloutState, moment: Moment): RolloutInit {
  const { ring, soaksUntil, approvedBy } = rollout;
  return {
    ...rolloutRowToWire(row),
    heldBy: holding(rollout, moment),
    ring,
    ...(soaksUntil === undefined ? {} : { soaksUntil: timeToWire(soaksUntil) }),
    ...(approvedBy ? { approvedBy: actorToWire(approvedBy) } : {}),
    rings: rollout.rings.map(({ name, soakMinutes, accounts }) => ({
      name,
      soakMinutes,
      accounts: accounts.map((target) => {
        const standing = standingOf(rollout, target.accountId);
        return {
          target: targetToWire(target),
          status: standing.is,
          run: 'run' in standing ? standing.run : 0,
          message: 'message' in standing ? standing.message : '',
        };
      }),
    })),
  };
}

export const freezeToWire = ({
  freezeId,
  from,
  until,
  reason,
}: Freeze): MessageInitShape<typeof FreezeSchema> => ({
  id: freezeId,
  from: timeToWire(from),
  until: timeToWire(until),
  reason,
});

export function noticeToWire({
  accountId,
  current,
  plan,
}: ReleaseNotice): MessageInitShape<typeof ReleaseNoticeSchema> {
  const hops = plan.outcome === 'planned' ? plan.hops : [];
  return {
    accountId,
    current,
    outcome: plan.outcome,
    hops: hops.map(({ to }) => to),
    tasks: hops.flatMap(({ tasks }) =>
      tasks.filter(({ kind }) => kind !== 'automatic').map(({ note }) => note),
    ),
    roleUpdates: hops.flatMap(({ roleUpdate, to }) => (roleUpdate ? [to] : [])),
    message: plan.outcome === 'refused' ? plan.message : '',
  };
}
