import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

export const RETENTION_DAYS = { default: 1_825, least: 30, most: 36_500 } as const;

export type RetentionCommand =
  | { readonly type: 'SetRetention'; readonly days: number }
  | { readonly type: 'PlaceHold'; readonly holdId: string; readonly reason: string }
  | { readonly type: 'LiftHold'; readonly holdId: string; readonly reason: string }
  | { readonly type: 'EraseSubject'; readonly subject: string; readonly reason: string }
  | { readonly type: 'DropRecords'; readonly fromSequence: number; readonly toSequence: number };

/** Stored for ever under these names and shapes: add new ones, never edit. PostgreSQL reads them as well. */
export type RetentionEvent =
  | { readonly type: 'RetentionSet'; readonly days: number }
  | { readonly type: 'HoldPlaced'; readonly holdId: string; readonly reason: string }
  | { readonly type: 'HoldLifted'; readonly holdId: string; readonly reason: string }
  | { readonly type: 'SubjectErased'; readonly subject: string; readonly reason: string }
  | {
      readonly type: 'RecordsDropped';
      readonly fromSequence: number;
      readonly toSequence: number;
      readonly days: number;
    };

export interface Retention {
  readonly days: number;
  /** Ids of the holds in force. */
  readonly holds: readonly string[];
  readonly droppedThrough: number;
}

const assertNoHold = ({ holds }: Retention): void => {
  if (holds.length > 0)
    throw new ServiceError('conflict', 'A hold is in force: nothing may be dropped or erased.');
};

const assertReason = ({ reason }: { readonly reason: string }): void => {
  if (reason.trim() === '')
    throw new ServiceError('bad_request', 'A reason is missing.', {
      fields: [{ path: 'reason', message: 'Must not be empty.' }],
    });
};

/** How long records are kept, and what must be kept longer. */
export const retentionDecider: Decider<RetentionCommand, Retention, RetentionEvent> = {
  initial: { days: RETENTION_DAYS.default, holds: [], droppedThrough: 0 },

  decide(command, retention) {
    switch (command.type) {
      case 'SetRetention': {
        const { least, most } = RETENTION_DAYS;
        if (!Number.isInteger(command.days) || command.days < least || command.days > most)
          throw new ServiceError('bad_request', `Records are kept ${least} to ${most} days.`, {
            fields: [{ path: 'days', message: `Must be from ${least} to ${most}.` }],
          });
        return command.days === retention.days
          ? []
          : [{ type: 'RetentionSet', days: command.days }];
      }
      case 'PlaceHold':
        assertReason(command);
        return retention.holds.includes(command.holdId)
          ? []
          : [{ type: 'HoldPlaced', holdId: command.holdId, reason: command.reason }];
      case 'LiftHold':
        assertReason(command);
        if (!retention.holds.includes(command.holdId))
          throw new ServiceError('not_found', 'There is no such hold.');
        return [{ type: 'HoldLifted', holdId: command.holdId, reason: command.reason }];
      case 'EraseSubject':
        assertReason(command);
        assertNoHold(retention);
        return [{ type: 'SubjectErased', subject: command.subject, reason: command.reason }];
      case 'DropRecords': {
        assertNoHold(retention);
        const { fromSequence, toSequence } = command;
        if (toSequence <= retention.droppedThrough) return [];
        if (fromSequence !== retention.droppedThrough + 1 || toSequence < fromSequence)
          throw new ServiceError('conflict', 'Records are dropped from the oldest on.');
        return [{ type: 'RecordsDropped', fromSequence, toSequence, days: retention.days }];
      }
    }
  },

  evolve(retention, event) {
    switch (event.type) {
      case 'RetentionSet':
        return { ...retention, days: event.days };
      case 'HoldPlaced':
        return { ...retention, holds: [...retention.holds, event.holdId] };
      case 'HoldLifted':
        return { ...retention, holds: retention.holds.filter((id) => id !== event.holdId) };
      case 'RecordsDropped':
        return { ...retention, droppedThrough: event.toSequence };
      case 'SubjectErased':
        return retention;
    }
  },
};
