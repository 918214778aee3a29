import type { Freezes } from './freeze.decider.js';
import { isOpen } from './maintenance-window.js';
import { ringOf, type RolloutState, type RolloutTarget, standingOf, underWay } from './rollout.js';

/** Whether a freeze holds just now. Its end is no part of it. */
export const isFrozen = ({ all }: Freezes, now: Date): boolean =>
  all.some(({ from, until }) => Date.parse(from) <= +now && +now < Date.parse(until));

/** What holds a rollout back besides itself. */
export interface Moment {
  readonly now: Date;
  /** Nothing is begun anywhere. */
  readonly frozen: boolean;
}

/** Why nothing goes on by itself just now; undefined: it does. */
export function stoppedBy(rollout: RolloutState, { frozen }: Pick<Moment, 'frozen'>) {
  if (rollout.is !== 'running') return rollout.is;
  if (rollout.paused) return 'paused';
  return frozen ? 'frozen' : undefined;
}

/** Why no other account begins just now; undefined: one may. */
export function heldBy(rollout: RolloutState, moment: Moment) {
  const { soaksUntil } = rollout;
  const soaks = soaksUntil !== undefined && moment.now.getTime() < Date.parse(soaksUntil);
  return stoppedBy(rollout, moment) ?? (soaks ? 'soaking' : undefined);
}

/** Accounts that are deployed to now: of the ring that is under way, as many as may be at the same time. */
export function nextDeployments(rollout: RolloutState, moment: Moment): readonly RolloutTarget[] {
  if (heldBy(rollout, moment) !== undefined) return [];
  const free = rollout.maxParallel - underWay(rollout).length;
  return ringOf(rollout)
    .accounts.filter(
      ({ accountId, window }) =>
        standingOf(rollout, accountId).is === 'waiting' &&
        (window === undefined || isOpen(window, moment.now)),
    )
    .slice(0, Math.max(0, free));
}
