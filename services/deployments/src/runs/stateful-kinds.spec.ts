import { describe, expect, it } from '@jest/globals';
import { destroys } from './stateful-kinds.js';

const table = { ResourceType: 'AWS::DynamoDB::Table', LogicalResourceId: 'Alerts' };

describe('a change of something with a state', () => {
  it.each([
    [{ Action: 'Remove' }, true],
    [{ Action: 'Dynamic' }, true],
    [{ Action: 'Modify', Replacement: 'True' }, true],
    [{ Action: 'Modify', Replacement: 'Conditional' }, true],
    [{ Action: 'Modify', Replacement: 'False' }, false],
    [{ Action: 'Modify' }, false],
    [{ Action: 'Add' }, false],
  ])('%j destroys it: %s', (change, expected) => {
    expect(destroys({ ...table, ...change })).toBe(expected);
  });

  it('goes with the stack that it is in', () => {
    expect(destroys({ ResourceType: 'AWS::CloudFormation::Stack', Action: 'Remove' })).toBe(true);
  });

  it('is told from one of something that is made again', () => {
    const role = { ResourceType: 'AWS::IAM::Role', LogicalResourceId: 'R', Action: 'Remove' };
    expect(destroys(role)).toBe(false);
  });
});
