import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import type {
  Freeze as WireFreeze,
  MaintenanceWindow,
  ReleaseNotice as WireNotice,
  Rollout as WireRollout,
  RolloutAccountStanding,
} from '@margay/contracts';
import { authorOf } from '../author.js';
import { present } from '../present.js';
import type { Freeze, ReleaseNotice, Rollout, RolloutSummary } from './rollouts.schema.js';
import { said } from './said.js';

type Account = Rollout['rings'][number]['accounts'][number];

const isoOf = (at: Timestamp | undefined) => timestampDate(present(at)).toISOString();

const windowToRest = ({ days, from, minutes, timeZone }: MaintenanceWindow) => ({
  days: days as NonNullable<Account['window']>['days'],
  from,
  minutes,
  timeZone,
});

export function rolloutSummaryToRest(rollout: WireRollout): RolloutSummary {
  const { id, target, channel, status, maxParallel, failuresAllowed } = rollout;
  const requestedBy = authorOf(rollout.requestedBy);
  return {
    id,
    target,
    channel,
    status: status as RolloutSummary['status'],
    maxParallel,
    failuresAllowed,
    requestedAt: isoOf(rollout.requestedAt),
    ...(requestedBy ? { requestedBy } : {}),
  };
}

function accountToRest({ target, status, run, message }: RolloutAccountStanding): Account {
  const { accountId, stackName, current, roleVersion, window } = present(target);
  return {
    accountId,
    stackName,
    ...said('current', current),
    ...said('roleVersion', roleVersion),
    ...(window ? { window: windowToRest(window) } : {}),
    status: status as Account['status'],
    ...(run === 0 ? {} : { run }),
    ...said('message', message),
  };
}

/** A rollout as it is published. */
export function rolloutToRest(rollout: WireRollout): Rollout {
  const { heldBy, ring, soaksUntil, rings } = rollout;
  const approvedBy = authorOf(rollout.approvedBy);
  return {
    ...rolloutSummaryToRest(rollout),
    ...(heldBy === '' ? {} : { heldBy: heldBy as NonNullable<Rollout['heldBy']> }),
    ring,
    ...(soaksUntil ? { soaksUntil: isoOf(soaksUntil) } : {}),
    rings: rings.map(({ name, soakMinutes, accounts }) => ({
      name,
      soakMinutes,
      accounts: accounts.map(accountToRest),
    })),
    ...(approvedBy ? { approvedBy } : {}),
  };
}

export const freezeToRest = ({ id, from, until, reason }: WireFreeze): Freeze => ({
  id,
  from: isoOf(from),
  until: isoOf(until),
  reason,
});

export const noticeToRest = (notice: WireNotice): ReleaseNotice => ({
  accountId: notice.accountId,
  current: notice.current,
  outcome: notice.outcome as ReleaseNotice['outcome'],
  hops: notice.hops,
  tasks: notice.tasks,
  roleUpdates: notice.roleUpdates,
  ...said('message', notice.message),
});
