import { describe, expect, it } from '@jest/globals';
import { nextActions, STACK_STATUSES, type StackStatus } from '../diagnosis/next-actions.js';
import { recoveryOf } from './recovery.js';

const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/panther-prod/1';
const stuck = { notRestored: ['Core.Table', 'Own'], notDeleted: ['Bucket'] };
const seen = (status: StackStatus) => ({ stackId, status, next: nextActions(status, stuck) });
const wish = (action: string, ...resources: string[]) => ({ action, resources });

describe('what may be done with what a failed deployment left', () => {
  it.each([
    ['ROLLBACK_COMPLETE', wish('delete')],
    ['CREATE_FAILED', wish('roll_back')],
    ['UPDATE_FAILED', wish('roll_back')],
    ['UPDATE_ROLLBACK_FAILED', wish('continue_rollback')],
    ['UPDATE_ROLLBACK_FAILED', wish('continue_rollback', 'Own', 'Core.Table')],
    ['ROLLBACK_FAILED', wish('delete')],
    ['DELETE_FAILED', wish('delete_and_retain', 'Bucket')],
  ] as const)('in %s: %j', (status, wished) => {
    expect(recoveryOf(wished, seen(status))).toEqual({ ...wished, stackId, status });
  });

  it.each(STACK_STATUSES.filter((status) => /(?<!ROLLBACK)_COMPLETE$|IN_PROGRESS$/.test(status)))(
    'is nothing while the stack is %s',
    (status) => {
      for (const action of ['delete', 'delete_and_retain', 'roll_back', 'continue_rollback'])
        expect(() => recoveryOf(wish(action), seen(status))).toThrow('What may be done: nothing.');
    },
  );

  it('is another build where that is what failed and the stack is as it should be', () => {
    const again = wish('build_again');
    for (const status of ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] as const) {
      expect(recoveryOf(again, seen(status), true)).toEqual({ ...again, stackId, status });
      expect(() => recoveryOf(wish('delete'), seen(status), true)).toThrow('done: build_again.');
    }
    expect(() => recoveryOf(again, seen('ROLLBACK_COMPLETE'), true)).toThrow('done: delete.');
  });

  it('is nothing that destroys what is live', () => {
    for (const status of [
      'UPDATE_ROLLBACK_COMPLETE',
      'UPDATE_ROLLBACK_FAILED',
      'UPDATE_FAILED',
    ] as const)
      expect(() => recoveryOf(wish('delete'), seen(status))).toThrow(
        expect.objectContaining({ code: 'conflict' }),
      );
  });

  it('skips and keeps what is stuck and nothing else, and says what that is', () => {
    expect(() =>
      recoveryOf(wish('continue_rollback', 'Core.Key'), seen('UPDATE_ROLLBACK_FAILED')),
    ).toThrow('What may be done: continue_rollback; continue_rollback with Core.Table, Own.');
    expect(() => recoveryOf(wish('delete_and_retain'), seen('DELETE_FAILED'))).toThrow('Bucket');
  });

  it('is an action of this kind', () => {
    for (const action of ['update', 'create', 'wait', ''])
      expect(() => recoveryOf(wish(action), seen('CREATE_FAILED'))).toThrow(
        expect.objectContaining({ code: 'conflict' }),
      );
  });
});
