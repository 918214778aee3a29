import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type EventOf,
  FreezeDeclaredSchema,
  FreezeLiftedSchema,
  RolloutApprovedSchema,
  RolloutCancelledSchema,
  RolloutCompletedSchema,
  RolloutDeploymentBegunSchema,
  RolloutDeploymentEndedSchema,
  RolloutDeploymentRefusedSchema,
  RolloutHaltedSchema,
  RolloutPausedSchema,
  RolloutRequestedSchema,
  RolloutResumedSchema,
  RolloutRingCompletedSchema,
  type RolloutTargetSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { FreezeEvent } from './freeze.decider.js';
import type { RolloutTarget } from './rollout.js';
import type { RolloutEvent } from './rollout-facts.js';

export const timeToWire = (iso: string) => timestampFromDate(new Date(iso));

export const targetToWire = ({
  accountId,
  stackName,
  current = '',
  roleVersion = '',
  window,
}: RolloutTarget): MessageInitShape<typeof RolloutTargetSchema> => ({
  accountId,
  stackName,
  current,
  roleVersion,
  ...(window ? { window: { ...window, days: [...window.days] } } : {}),
});

/** What others may know of what happened to a rollout: all of it. */
export function rolloutEventToWire({
  stream,
  event,
}: Recorded<RolloutEvent>): EventOf<'deployments'> {
  const rolloutId = idOf(stream);
  switch (event.type) {
    case 'RolloutRequested': {
      const { type: _, by: __, rings, ...plan } = event;
      return create(RolloutRequestedSchema, {
        rolloutId,
        ...plan,
        rings: rings.map(({ accounts, ...ring }) => ({
          ...ring,
          accounts: accounts.map(targetToWire),
        })),
      });
    }
    case 'RolloutApproved':
      return create(RolloutApprovedSchema, { rolloutId });
    case 'RolloutPaused':
      return create(RolloutPausedSchema, { rolloutId, reason: event.reason });
    case 'RolloutResumed':
      return create(RolloutResumedSchema, { rolloutId, reason: event.reason });
    case 'RolloutCancelled':
      return create(RolloutCancelledSchema, { rolloutId, reason: event.reason });
    case 'RolloutDeploymentBegun': {
      const { accountId, run } = event;
      return create(RolloutDeploymentBegunSchema, { rolloutId, accountId, run });
    }
    case 'RolloutDeploymentRefused': {
      const { accountId, message } = event;
      return create(RolloutDeploymentRefusedSchema, { rolloutId, accountId, message });
    }
    case 'RolloutDeploymentEnded': {
      const { accountId, run, outcome } = event;
      return create(RolloutDeploymentEndedSchema, { rolloutId, accountId, run, outcome });
    }
    case 'RolloutRingCompleted': {
      const { ring, soaksUntil } = event;
      const soaks = soaksUntil === undefined ? {} : { soaksUntil: timeToWire(soaksUntil) };
      return create(RolloutRingCompletedSchema, { rolloutId, ring, ...soaks });
    }
    case 'RolloutHalted': {
      const { ring, failures } = event;
      return create(RolloutHaltedSchema, { rolloutId, ring, failures });
    }
    case 'RolloutCompleted':
      return create(RolloutCompletedSchema, { rolloutId });
  }
}

/** The same of freezes. */
export function freezeEventToWire({ event }: Recorded<FreezeEvent>): EventOf<'deployments'> {
  const { freezeId, reason } = event;
  if (event.type === 'FreezeLifted') return create(FreezeLiftedSchema, { freezeId, reason });
  const { from, until } = event;
  const times = { from: timeToWire(from), until: timeToWire(until) };
  return create(FreezeDeclaredSchema, { freezeId, ...times, reason });
}
