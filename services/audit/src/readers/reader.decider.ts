import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

export type ReaderCommand =
  | {
      readonly type: 'RegisterReader';
      readonly name: string;
      readonly actions: readonly string[];
      /** Records behind this one are for it. */
      readonly afterSequence: number;
    }
  /** Refused if it has none of these revisions by now; empty: whichever it has. */
  | { readonly type: 'RemoveReader'; readonly expectedRevisions: readonly number[] };

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type ReaderEvent =
  | {
      readonly type: 'ReaderRegistered';
      readonly name: string;
      readonly actions: readonly string[];
      readonly afterSequence: number;
    }
  | { readonly type: 'ReaderRemoved' };

export type Reader =
  | { readonly is: 'none' }
  | { readonly is: 'registered'; readonly revision: number }
  | { readonly is: 'removed' };

export const readerDecider: Decider<ReaderCommand, Reader, ReaderEvent> = {
  initial: { is: 'none' },

  decide(command, reader) {
    switch (command.type) {
      case 'RegisterReader': {
        if (reader.is !== 'none') throw new ServiceError('conflict', 'It is registered already.');
        const { name, actions, afterSequence } = command;
        return [{ type: 'ReaderRegistered', name, actions, afterSequence }];
      }
      case 'RemoveReader': {
        if (reader.is !== 'registered')
          throw new ServiceError('not_found', 'There is no such reader.');
        const { expectedRevisions } = command;
        if (expectedRevisions.length > 0 && !expectedRevisions.includes(reader.revision))
          throw new ServiceError(
            'precondition_failed',
            `The reader was changed by somebody else: it has revision ${reader.revision}.`,
          );
        return [{ type: 'ReaderRemoved' }];
      }
    }
  },

  evolve: (_reader, { type }) =>
    type === 'ReaderRegistered' ? { is: 'registered', revision: 1 } : { is: 'removed' },
};
