import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import {
  failuresOf,
  isRingOver,
  ringOf,
  type Rollout,
  type RolloutState,
  soakEnd,
  standingOf,
} from './rollout.js';
import type { RolloutCommand, RolloutCommandOf, RolloutEvent } from './rollout-facts.js';

const conflict = (message: string) => new ServiceError('conflict', message);

function evolve(rollout: Rollout, event: RolloutEvent): Rollout {
  if (event.type === 'RolloutRequested') {
    const { type: _, ...plan } = event;
    return { ...plan, is: 'requested', paused: false, ring: 0, standings: {} };
  }
  if (rollout.is === 'none') return rollout;
  const standing = (accountId: string, now: RolloutState['standings'][string]): RolloutState => ({
    ...rollout,
    standings: { ...rollout.standings, [accountId]: now },
  });
  switch (event.type) {
    case 'RolloutApproved':
      return { ...rollout, is: 'running', approvedBy: event.by };
    case 'RolloutPaused':
      return { ...rollout, paused: true };
    case 'RolloutResumed':
      return { ...rollout, paused: false };
    case 'RolloutCancelled':
      return { ...rollout, is: 'cancelled' };
    case 'RolloutDeploymentBegun':
      return standing(event.accountId, { is: 'running', run: event.run });
    case 'RolloutDeploymentRefused':
      return standing(event.accountId, { is: 'refused', message: event.message });
    case 'RolloutDeploymentEnded':
      return standing(event.accountId, { is: event.outcome, run: event.run });
    case 'RolloutRingCompleted': {
      const { ring, soaksUntil } = event;
      const next = ring === rollout.rings.length - 1 ? ring : ring + 1;
      return { ...rollout, ring: next, ...(soaksUntil === undefined ? {} : { soaksUntil }) };
    }
    case 'RolloutHalted':
      return { ...rollout, is: 'halted' };
    case 'RolloutCompleted':
      return { ...rollout, is: 'completed' };
  }
}

/** What follows by itself from how a deployment ended. */
function following(rollout: Rollout, at: string): RolloutEvent[] {
  if (rollout.is !== 'running') return [];
  const { ring, failuresAllowed, rings } = rollout;
  const failures = failuresOf(rollout);
  if (failures > failuresAllowed) return [{ type: 'RolloutHalted', ring, failures }];
  if (!isRingOver(rollout)) return [];
  if (ring === rings.length - 1)
    return [{ type: 'RolloutRingCompleted', ring }, { type: 'RolloutCompleted' }];
  const soaksUntil = soakEnd(ringOf(rollout), at);
  return [{ type: 'RolloutRingCompleted', ring, soaksUntil }];
}

const withFollowing = (rollout: RolloutState, event: RolloutEvent, at: string): RolloutEvent[] => [
  event,
  ...following(evolve(rollout, event), at),
];

function approve(rollout: RolloutState, { by }: RolloutCommandOf<'ApproveRollout'>) {
  if (rollout.by.type === by.type && rollout.by.id === by.id)
    throw new ServiceError('forbidden', 'Whoever asks for a rollout cannot approve it.');
  if (rollout.is !== 'requested') throw conflict('It does not wait for an approval.');
  return [{ type: 'RolloutApproved', by } as const];
}

function begin(rollout: RolloutState, command: RolloutCommandOf<'BeginRolloutDeployment'>) {
  const { accountId, run } = command;
  const standing = standingOf(rollout, accountId);
  if (standing.is === 'running' && standing.run === run) return [];
  if (standing.is !== 'waiting') throw conflict(`The account is ${standing.is}.`);
  return [{ type: 'RolloutDeploymentBegun', accountId, run } as const];
}

function decideOn(
  command: Exclude<RolloutCommand, RolloutCommandOf<'RequestRollout'>>,
  rollout: RolloutState,
): RolloutEvent[] {
  const isOver = rollout.is !== 'requested' && rollout.is !== 'running';
  switch (command.type) {
    case 'ApproveRollout':
      return approve(rollout, command);
    // What has begun is there, whatever was said of the rollout meanwhile.
    case 'BeginRolloutDeployment':
      return begin(rollout, command);
    case 'RefuseRolloutDeployment': {
      const { at, accountId, message } = command;
      if (standingOf(rollout, accountId).is !== 'waiting') return [];
      return withFollowing(rollout, { type: 'RolloutDeploymentRefused', accountId, message }, at);
    }
    case 'EndRolloutDeployment': {
      const { at, accountId, outcome } = command;
      const standing = standingOf(rollout, accountId);
      if (standing.is !== 'running') return [];
      const { run } = standing;
      return withFollowing(
        rollout,
        { type: 'RolloutDeploymentEnded', accountId, run, outcome },
        at,
      );
    }
    case 'PauseRollout':
    case 'ResumeRollout':
    case 'CancelRollout': {
      if (isOver) throw conflict(`The rollout is ${rollout.is}.`);
      const { reason } = command;
      if (command.type === 'CancelRollout') return [{ type: 'RolloutCancelled', reason }];
      const pauses = command.type === 'PauseRollout';
      if (rollout.paused === pauses) return [];
      return [{ type: pauses ? 'RolloutPaused' : 'RolloutResumed', reason }];
    }
  }
}

/** A release on its way to many accounts, ring by ring. Deployments under way are never touched: they go to their end. */
export const rolloutDecider: Decider<RolloutCommand, Rollout, RolloutEvent> = {
  initial: { is: 'none' },
  evolve,
  decide: (command, rollout) => {
    if (command.type === 'RequestRollout') {
      if (rollout.is !== 'none') throw conflict('There is such a rollout already.');
      return [{ ...command, type: 'RolloutRequested' }];
    }
    if (rollout.is === 'none') throw new ServiceError('not_found', 'There is no such rollout.');
    return decideOn(command, rollout);
  },
};
