import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

/**
 * `altered`: not as it was sealed, or not findable by what it says; replaced. `missing`: put back.
 * `surplus`: of no event, taken out. `lost`: its event is gone from its log; left as it is. `unlike`:
 * its event tells of something else than was sealed; left as it is.
 */
export const FINDINGS = ['altered', 'missing', 'surplus', 'lost', 'unlike'] as const;

export interface Finding {
  readonly kind: (typeof FINDINGS)[number];
  readonly records: number;
  /** The first of them. */
  readonly sequences: readonly number[];
}

export type RebuildCommand =
  | { readonly type: 'BeginRebuild'; readonly reason: string; readonly throughSequence: number }
  | {
      readonly type: 'EndRebuild';
      readonly records: number;
      readonly findings: readonly Finding[];
    };

/** Stored for ever under these names and shapes: add new ones, never edit. PostgreSQL reads them as well. */
export type RebuildEvent =
  | { readonly type: 'RebuildBegun'; readonly reason: string; readonly throughSequence: number }
  | {
      readonly type: 'RebuildEnded';
      readonly records: number;
      readonly findings: readonly Finding[];
    };

export interface Rebuild {
  readonly isRunning: boolean;
}

/** One rebuild of the records at a time. */
export const rebuildDecider: Decider<RebuildCommand, Rebuild, RebuildEvent> = {
  initial: { isRunning: false },

  decide(command, { isRunning }) {
    switch (command.type) {
      case 'BeginRebuild': {
        const { reason, throughSequence } = command;
        if (reason.trim() === '')
          throw new ServiceError('bad_request', 'A reason is missing.', {
            fields: [{ path: 'reason', message: 'Must not be empty.' }],
          });
        if (isRunning) throw new ServiceError('conflict', 'Records are being made anew already.');
        return [{ type: 'RebuildBegun', reason, throughSequence }];
      }
      case 'EndRebuild': {
        const { records, findings } = command;
        return isRunning ? [{ type: 'RebuildEnded', records, findings }] : [];
      }
    }
  },

  evolve: (_rebuild, { type }) => ({ isRunning: type === 'RebuildBegun' }),
};
