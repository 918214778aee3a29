import { describe, expect, it } from '@jest/globals';
import type { DescribedEvent } from './stack-pages.js';
import { stuckIn } from './stuck-resources.js';

const STACK = 'AWS::CloudFormation::Stack';
const ROOT = 'arn:aws:cloudformation:us-east-1:1:stack/panther/1';
const CORE = 'arn:aws:cloudformation:us-east-1:1:stack/panther-Core-X/2';

type Line = readonly [operation: string, logicalId: string, status: string, childId?: string];

const told = (id: string, ...lines: readonly Line[]) => ({
  id,
  pages: [
    {
      StackEvents: lines
        .map(([OperationId, logicalId, ResourceStatus, child], index): DescribedEvent => {
          const isOwn = logicalId === 'SELF';
          return {
            EventId: `${index}`,
            OperationId,
            LogicalResourceId: logicalId,
            PhysicalResourceId: isOwn ? id : (child ?? 'p'),
            ResourceType: isOwn || child ? STACK : 'AWS::SQS::Queue',
            Timestamp: new Date(index),
            ResourceStatus,
          };
        })
        .reverse(),
    },
  ],
});

describe('what is stuck', () => {
  it('is what a rollback could not put back, here and within, and not what the update failed over', () => {
    const root = told(
      ROOT,
      ['try', 'SELF', 'UPDATE_IN_PROGRESS'],
      ['try', 'Cause', 'UPDATE_FAILED'],
      ['undo', 'SELF', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['try', 'Late', 'UPDATE_FAILED'],
      ['undo', 'Cause', 'UPDATE_COMPLETE'],
      ['undo', 'Table', 'UPDATE_FAILED'],
      ['undo', 'Core', 'UPDATE_FAILED', CORE],
      ['undo', 'SELF', 'UPDATE_ROLLBACK_FAILED'],
    );
    const core = told(
      CORE,
      ['undo', 'SELF', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['undo', 'Layer', 'UPDATE_FAILED'],
      ['undo', 'SELF', 'UPDATE_ROLLBACK_FAILED'],
    );
    expect(stuckIn(ROOT, [root, core])).toEqual({
      notRestored: ['Table', 'panther-Core-X.Layer'],
      notDeleted: [],
    });
  });

  it('is not what a later rollback put back', () => {
    const root = told(
      ROOT,
      ['undo', 'SELF', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['undo', 'Table', 'UPDATE_FAILED'],
      ['undo', 'SELF', 'UPDATE_ROLLBACK_FAILED'],
      ['again', 'SELF', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['again', 'Table', 'UPDATE_COMPLETE'],
      ['again', 'SELF', 'UPDATE_ROLLBACK_COMPLETE'],
    );
    expect(stuckIn(ROOT, [root]).notRestored).toEqual([]);
  });

  it('is what a deletion left', () => {
    const root = told(
      ROOT,
      ['gone', 'SELF', 'DELETE_IN_PROGRESS'],
      ['gone', 'Queue', 'DELETE_COMPLETE'],
      ['gone', 'Bucket', 'DELETE_FAILED'],
      ['gone', 'SELF', 'DELETE_FAILED'],
    );
    expect(stuckIn(ROOT, [root]).notDeleted).toEqual(['Bucket']);
  });
});
