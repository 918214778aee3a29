import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

/** A time in which nothing new begins in any account. */
export interface Freeze {
  readonly freezeId: string;
  /** In ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

export type FreezeCommand =
  | (Freeze & { readonly type: 'DeclareFreeze'; readonly at: string })
  | { readonly type: 'LiftFreeze'; readonly freezeId: string; readonly reason: string };

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type FreezeEvent =
  | (Freeze & { readonly type: 'FreezeDeclared'; readonly at: string })
  | { readonly type: 'FreezeLifted'; readonly freezeId: string; readonly reason: string };

/** Those that were neither lifted nor over when the last one was declared. */
export interface Freezes {
  readonly all: readonly Freeze[];
}

const FREEZES_MAX = 200;

export const freezeDecider: Decider<FreezeCommand, Freezes, FreezeEvent> = {
  initial: { all: [] },
  decide: (command, { all }) => {
    if (command.type === 'LiftFreeze') {
      if (!all.some(({ freezeId }) => freezeId === command.freezeId))
        throw new ServiceError('not_found', 'There is no such freeze.');
      return [{ ...command, type: 'FreezeLifted' }];
    }
    const { at, from, until } = command;
    if (until <= from || until <= at)
      throw new ServiceError(
        'bad_request',
        'A freeze ends after it has begun, and not before now.',
      );
    if (all.filter((each) => each.until > at).length >= FREEZES_MAX)
      throw new ServiceError('conflict', `There are ${FREEZES_MAX} freezes already.`);
    return [{ ...command, type: 'FreezeDeclared' }];
  },
  evolve: ({ all }, event) => {
    if (event.type === 'FreezeLifted')
      return { all: all.filter(({ freezeId }) => freezeId !== event.freezeId) };
    const { type: _, at, ...freeze } = event;
    return { all: [...all.filter(({ until }) => until > at), freeze] };
  },
};
