import { describe, expect, it } from '@jest/globals';
import {
  type NextActionKind,
  nextActions,
  STACK_STATUSES,
  type StackStatus,
} from './next-actions.js';

const kinds = (status: StackStatus) => nextActions(status).actions.map(({ action }) => action);

describe('what may be done next with a stack', () => {
  const table: Readonly<Record<StackStatus, readonly NextActionKind[]>> = {
    CREATE_IN_PROGRESS: ['wait'],
    CREATE_FAILED: ['roll_back', 'update', 'delete'],
    CREATE_COMPLETE: ['update', 'delete'],
    ROLLBACK_IN_PROGRESS: ['wait'],
    ROLLBACK_FAILED: ['delete'],
    ROLLBACK_COMPLETE: ['delete'],
    DELETE_IN_PROGRESS: ['wait'],
    DELETE_FAILED: ['delete'],
    DELETE_COMPLETE: ['create'],
    UPDATE_IN_PROGRESS: ['wait', 'cancel_update'],
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['wait'],
    UPDATE_COMPLETE: ['update', 'delete'],
    UPDATE_FAILED: ['roll_back', 'update'],
    UPDATE_ROLLBACK_IN_PROGRESS: ['wait'],
    UPDATE_ROLLBACK_FAILED: ['continue_rollback'],
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['wait'],
    UPDATE_ROLLBACK_COMPLETE: ['update'],
    REVIEW_IN_PROGRESS: ['execute_change_set', 'delete'],
    IMPORT_IN_PROGRESS: ['wait'],
    IMPORT_COMPLETE: ['update', 'delete'],
    IMPORT_ROLLBACK_IN_PROGRESS: ['wait'],
    IMPORT_ROLLBACK_FAILED: ['continue_rollback'],
    IMPORT_ROLLBACK_COMPLETE: ['update'],
  };

  it.each(STACK_STATUSES)('is what CloudFormation allows in %s', (status) => {
    expect(kinds(status)).toEqual(table[status]);
  });

  it('is never deletion where an installation is live and stuck', () => {
    for (const status of [
      'UPDATE_ROLLBACK_FAILED',
      'UPDATE_FAILED',
      'UPDATE_ROLLBACK_COMPLETE',
    ] as const)
      expect(kinds(status)).not.toContain('delete');
  });

  it('is cancelled only while an update goes forward', () => {
    expect(STACK_STATUSES.filter((status) => kinds(status).includes('cancel_update'))).toEqual([
      'UPDATE_IN_PROGRESS',
    ]);
  });

  it('waits for nothing but what moves', () => {
    const waiting = STACK_STATUSES.filter((status) => kinds(status).includes('wait'));
    expect(waiting).toEqual(
      STACK_STATUSES.filter(
        (status) => status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS',
      ),
    );
  });

  it('destroys nothing without approval', () => {
    const destructive: readonly NextActionKind[] = [
      'delete',
      'delete_and_retain',
      'roll_back',
      'continue_rollback',
      'cancel_update',
    ];
    for (const status of STACK_STATUSES)
      for (const { action, needsApproval } of nextActions(status, {
        notRestored: ['A'],
        notDeleted: ['B'],
      }).actions)
        expect({ action, needsApproval }).toEqual({
          action,
          needsApproval: destructive.includes(action),
        });
  });

  it('proposes what to skip after the way without skipping', () => {
    const { actions } = nextActions('UPDATE_ROLLBACK_FAILED', {
      notRestored: ['Table', 'panther-Core-1.Layer'],
    });
    expect(actions.map(({ action, resources }) => [action, resources])).toEqual([
      ['continue_rollback', undefined],
      ['continue_rollback', ['Table', 'panther-Core-1.Layer']],
    ]);
  });

  it('proposes what to keep of a deletion that failed, which only then is legal', () => {
    const stuck = { notDeleted: ['Bucket'] };
    expect(nextActions('DELETE_FAILED', stuck).actions.at(-1)).toMatchObject({
      action: 'delete_and_retain',
      resources: ['Bucket'],
    });
    const others = STACK_STATUSES.filter((status) => status !== 'DELETE_FAILED');
    for (const status of others)
      expect(nextActions(status, stuck).actions.map(({ action }) => action)).not.toContain(
        'delete_and_retain',
      );
  });
});
