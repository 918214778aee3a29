import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { FailureCause } from '@margay/resilience';

/** `automatic`: as calls have it. */
export const BREAKER_ORDERS = ['open', 'closed', 'automatic'] as const;
export type OrderedState = (typeof BREAKER_ORDERS)[number];

const REASON_MAX = 500;

export type BreakerCommand = { readonly name: string } & (
  | { readonly type: 'Force'; readonly state: OrderedState; readonly reason: string }
  | { readonly type: 'SayOpen'; readonly cause: FailureCause; readonly nextProbeAt: string }
  | { readonly type: 'SayClosed' }
);

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type BreakerEvent = { readonly name: string } & (
  | {
      readonly type: 'ProviderBreakerForced';
      readonly state: OrderedState;
      readonly reason: string;
    }
  | {
      readonly type: 'ProviderBreakerOpened';
      readonly cause: FailureCause;
      /** RFC 3339. */
      readonly nextProbeAt: string;
    }
  | { readonly type: 'ProviderBreakerClosed' }
);

export interface BreakerHistory {
  readonly order: OrderedState;
  /** As was said last. */
  readonly isOpen: boolean;
}

const refused = (path: string, message: string) =>
  new ServiceError('bad_request', `${path}: ${message}`, { fields: [{ path, message }] });

/** The breakers of one provider, all its keys and all replicas together. What is so already is not said again. */
export const breakerDecider: Decider<BreakerCommand, BreakerHistory, BreakerEvent> = {
  initial: { order: 'automatic', isOpen: false },

  decide(command, { order, isOpen }) {
    const { name } = command;
    switch (command.type) {
      case 'Force': {
        const { state, reason } = command;
        if (reason.length > REASON_MAX)
          throw refused('reason', `Must not have more than ${REASON_MAX} characters.`);
        if (state !== 'automatic' && reason.trim() === '')
          throw refused('reason', 'An order needs a reason.');
        return state === order ? [] : [{ type: 'ProviderBreakerForced', name, state, reason }];
      }
      case 'SayOpen': {
        const { cause, nextProbeAt } = command;
        return isOpen ? [] : [{ type: 'ProviderBreakerOpened', name, cause, nextProbeAt }];
      }
      case 'SayClosed':
        return isOpen ? [{ type: 'ProviderBreakerClosed', name }] : [];
    }
  },

  evolve(history, event) {
    switch (event.type) {
      case 'ProviderBreakerForced':
        return { ...history, order: event.state };
      case 'ProviderBreakerOpened':
        return { ...history, isOpen: true };
      case 'ProviderBreakerClosed':
        return { ...history, isOpen: false };
    }
  },
};
