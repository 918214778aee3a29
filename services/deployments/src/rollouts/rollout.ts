import type { Actor } from '@margay/contracts';
import type { Channel } from '../releases/release.js';
import type { Version } from '../releases/version.js';
import type { MaintenanceWindow } from './maintenance-window.js';

/** What is deployed to one account. The values of its parameters lie beside the log. */
export interface RolloutTarget {
  readonly accountId: string;
  readonly stackName: string;
  /** Absent: nothing is installed there yet. */
  readonly current?: Version;
  readonly roleVersion?: Version;
  /** When it may begin; absent: at any time. */
  readonly window?: MaintenanceWindow;
}

/** Accounts that are deployed to together, before those of the next ring. */
export interface Ring {
  readonly name: string;
  readonly accounts: readonly RolloutTarget[];
  /** How long it is watched once all is through, before the next ring begins. */
  readonly soakMinutes: number;
}

export interface RolloutPlan {
  /** A version, or a minor for its recommended patch. */
  readonly target: string;
  readonly channel: Channel;
  readonly rings: readonly Ring[];
  /** Deployments under way at the same time. */
  readonly maxParallel: number;
  /** Of one ring. One more, and nothing else begins. */
  readonly failuresAllowed: number;
}

export const OUTCOMES = ['completed', 'cancelled', 'failed'] as const;
export type RolloutOutcome = (typeof OUTCOMES)[number];

/** How an account stands. One that was refused never had a deployment. */
export type Standing =
  | { readonly is: 'waiting' }
  | { readonly is: 'running'; readonly run: number }
  | { readonly is: RolloutOutcome; readonly run: number }
  | { readonly is: 'refused'; readonly message: string };

export interface RolloutState extends RolloutPlan {
  readonly is: 'requested' | 'running' | 'halted' | 'completed' | 'cancelled';
  readonly paused: boolean;
  readonly by: Actor;
  readonly approvedBy?: Actor;
  /** Index of the ring that is under way. */
  readonly ring: number;
  /** In ISO 8601: before then the ring that is under way does not begin. */
  readonly soaksUntil?: string;
  /** By account. */
  readonly standings: Readonly<Record<string, Standing>>;
}

export type Rollout = { readonly is: 'none' } | RolloutState;

const WAITING: Standing = { is: 'waiting' };

export const standingOf = ({ standings }: RolloutState, accountId: string): Standing =>
  standings[accountId] ?? WAITING;

export const ringOf = (rollout: RolloutState): Ring => {
  const ring = rollout.rings[rollout.ring];
  if (!ring) throw new RangeError('A rollout is at a ring that it does not have.');
  return ring;
};

const isFailure = ({ is }: Standing): boolean =>
  is === 'failed' || is === 'cancelled' || is === 'refused';
const isOver = (standing: Standing): boolean => standing.is === 'completed' || isFailure(standing);

const inRing = (rollout: RolloutState): readonly Standing[] =>
  ringOf(rollout).accounts.map(({ accountId }) => standingOf(rollout, accountId));

export const failuresOf = (rollout: RolloutState): number =>
  inRing(rollout).filter(isFailure).length;
export const isRingOver = (rollout: RolloutState): boolean => inRing(rollout).every(isOver);

/** Deployments of a rollout that are under way, in whatever ring. */
export const underWay = ({ standings }: RolloutState) =>
  Object.entries(standings).flatMap(([accountId, standing]) =>
    standing.is === 'running' ? [{ accountId, run: standing.run }] : [],
  );

/** @param at in ISO 8601, as is the answer */
export const soakEnd = ({ soakMinutes }: Ring, at: string): string =>
  new Date(Date.parse(at) + soakMinutes * 60_000).toISOString();
