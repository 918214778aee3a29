import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { REMEMBERED_AS } from './remembered.js';

export interface PurgeCommand {
  readonly type: 'Purge';
  readonly name: string;
  /** Empty: of every value. */
  readonly valueDigest: string;
  /** Empty: every verdict. */
  readonly verdict: string;
}

/** Stored for ever under this name and shape: add, never edit. */
export interface AnswersEvent {
  readonly type: 'ProviderAnswersPurged';
  readonly name: string;
  readonly valueDigest: string;
  readonly verdict: string;
}

/** What one provider said, forgotten by order. Each order is one of its own. */
export const answersDecider: Decider<PurgeCommand, number, AnswersEvent> = {
  initial: 0,

  decide({ name, valueDigest, verdict }) {
    const known: readonly string[] = ['', ...REMEMBERED_AS];
    if (!known.includes(verdict)) {
      const message = `Expected one of ${REMEMBERED_AS.join(', ')}.`;
      throw new ServiceError('bad_request', `verdict: ${message}`, {
        fields: [{ path: 'verdict', message }],
      });
    }
    return [{ type: 'ProviderAnswersPurged', name, valueDigest, verdict }];
  },

  evolve: (purges) => purges + 1,
};
