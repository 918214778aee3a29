import { type Actor, ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

/** Who decided, without the name that somebody may change. */
type Person = Pick<Actor, 'type' | 'id'>;

/** Refused if it has none of these revisions by now; empty: whichever it has. */
interface Expecting {
  readonly expectedRevisions: readonly number[];
}

export type OverrideCommand =
  | {
      readonly type: 'RequestOverride';
      readonly accountId: string;
      /** A version or a minor, without a leading v. */
      readonly target: string;
      readonly reason: string;
      readonly by: Actor;
    }
  | (Expecting & { readonly type: 'ApproveOverride'; readonly comment: string; readonly by: Actor })
  | (Expecting & { readonly type: 'WithdrawOverride'; readonly reason: string });

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type OverrideEvent =
  | {
      readonly type: 'OverrideRequested';
      readonly accountId: string;
      readonly target: string;
      readonly reason: string;
      readonly by: Person;
    }
  | { readonly type: 'OverrideApproved'; readonly comment: string; readonly by: Person }
  | { readonly type: 'OverrideWithdrawn'; readonly reason: string };

interface Asked {
  readonly revision: number;
  readonly accountId: string;
  readonly target: string;
  readonly reason: string;
  readonly by: Person;
}

export type Override =
  | { readonly is: 'none' }
  | (Asked & { readonly is: 'requested' })
  | (Asked & { readonly is: 'approved'; readonly approvedBy: Person })
  | (Asked & { readonly is: 'withdrawn' });

const personOf = ({ type, id }: Actor): Person => ({ type, id });

function approve(override: Exclude<Override, { is: 'none' }>, comment: string, by: Actor) {
  if (override.is !== 'requested')
    throw new ServiceError('conflict', `The override is ${override.is} already.`);
  if (override.by.type === by.type && override.by.id === by.id)
    throw new ServiceError('forbidden', 'Whoever asks for an override cannot approve it.');
  return [{ type: 'OverrideApproved', comment, by: personOf(by) }] as const;
}

/** A permission to leave out minors: asked for with a reason, approved by a second person. */
export const overrideDecider: Decider<OverrideCommand, Override, OverrideEvent> = {
  initial: { is: 'none' },

  decide(command, override) {
    if (command.type === 'RequestOverride') {
      if (override.is !== 'none')
        throw new ServiceError('conflict', 'The override exists already.');
      const { type: _, by, ...asked } = command;
      return [{ type: 'OverrideRequested', ...asked, by: personOf(by) }];
    }
    if (override.is === 'none') throw new ServiceError('not_found', 'There is no such override.');
    const { expectedRevisions } = command;
    if (expectedRevisions.length > 0 && !expectedRevisions.includes(override.revision))
      throw new ServiceError(
        'precondition_failed',
        `The override was changed by somebody else: it has revision ${override.revision}.`,
      );
    switch (command.type) {
      case 'ApproveOverride':
        return approve(override, command.comment, command.by);
      case 'WithdrawOverride':
        return override.is === 'withdrawn'
          ? []
          : [{ type: 'OverrideWithdrawn', reason: command.reason }];
    }
  },

  evolve(override, event) {
    if (event.type === 'OverrideRequested') {
      const { type: _, ...asked } = event;
      return { is: 'requested', revision: 1, ...asked };
    }
    if (override.is === 'none') return override;
    const { accountId, target, reason, by } = override;
    const asked = { revision: override.revision + 1, accountId, target, reason, by };
    return event.type === 'OverrideApproved'
      ? { is: 'approved', ...asked, approvedBy: event.by }
      : { is: 'withdrawn', ...asked };
  },
};
