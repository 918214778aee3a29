import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { rebuildDecider } from './rebuild.decider.js';

const spec = deciderSpec(rebuildDecider);
const begin = { type: 'BeginRebuild', reason: 'x', throughSequence: 7 } as const;
const end = {
  type: 'EndRebuild',
  records: 7,
  findings: [{ kind: 'altered', records: 1, sequences: [3] }],
} as const;
const begun = { ...begin, type: 'RebuildBegun' } as const;
const ended = { ...end, type: 'RebuildEnded' } as const;

describe('a rebuild of the records', () => {
  it('begins and ends, and begins again', () => {
    spec([]).when(begin).then([begun]);
    spec([begun]).when(end).then([ended]);
    spec([begun, ended]).when(begin).then([begun]);
  });

  it('is refused while there is one, and without a reason', () => {
    spec([begun]).when(begin).thenRefused('conflict');
    spec([])
      .when({ ...begin, reason: ' ' })
      .thenRefused('bad_request');
  });

  it('ends once', () => {
    spec([begun, ended]).when(end).thenNothing();
  });
});
