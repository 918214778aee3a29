import { describe, expect, it } from '@jest/globals';
import { problemsOf } from './verification.js';

const good = {
  version: '1.24.12',
  stacks: [{ path: ['Core'], version: '1.24.12' }, { path: ['Core', 'Data'] }],
  missingOutputs: [],
  firstUserInvited: false,
};

describe('what a stack is found to be', () => {
  it('is as planned where nothing says otherwise', () => {
    expect(problemsOf(good, '1.24.12')).toEqual([]);
    expect(problemsOf({ ...good, stacks: [] }, '1.24.12')).toEqual([]);
  });
  it('is told where its template is of another version', () =>
    expect(problemsOf(good, '1.25.1')).toEqual([
      'The stack is of 1.24.12, and not of 1.25.1.',
      'Not of 1.25.1 are Core (1.24.12).',
    ]));
  it('is told where stacks within are, by their places', () => {
    const stacks = [{ path: ['Core', 'Data'], version: '1.23.5' }, ...good.stacks];
    expect(problemsOf({ ...good, stacks }, '1.24.12')).toEqual([
      'Not of 1.24.12 are Core > Data (1.23.5).',
    ]);
  });
  it('is told where it lacks outputs, and not without end', () => {
    const missingOutputs = Array.from({ length: 30 }, (_, i) => `Url${i}`);
    const [said = ''] = problemsOf({ ...good, missingOutputs }, '1.24.12');
    expect(said).toMatch(/^The stack lacks outputs of its template: Url0, .*Url19 and 10 more\.$/);
  });
});
