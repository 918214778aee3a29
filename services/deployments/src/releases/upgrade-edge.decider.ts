import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { ClosedEdge } from './release.js';

export type UpgradeEdgeCommand =
  | { readonly type: 'CloseEdge'; readonly edge: ClosedEdge }
  | { readonly type: 'OpenEdge'; readonly reason: string };

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type UpgradeEdgeEvent =
  | { readonly type: 'UpgradeEdgeClosed'; readonly edge: ClosedEdge }
  | { readonly type: 'UpgradeEdgeOpened'; readonly reason: string };

type State = 'none' | 'closed' | 'opened';

/** A step between releases that is closed, and perhaps opened again. */
export const upgradeEdgeDecider: Decider<UpgradeEdgeCommand, State, UpgradeEdgeEvent> = {
  initial: 'none',

  decide(command, state) {
    switch (command.type) {
      case 'CloseEdge':
        if (state !== 'none') throw new ServiceError('conflict', 'The step is closed already.');
        return [{ type: 'UpgradeEdgeClosed', edge: command.edge }];
      case 'OpenEdge':
        if (state === 'none') throw new ServiceError('not_found', 'There is no such closed step.');
        return state === 'closed' ? [{ type: 'UpgradeEdgeOpened', reason: command.reason }] : [];
    }
  },

  evolve: (_state, event) => (event.type === 'UpgradeEdgeClosed' ? 'closed' : 'opened'),
};
