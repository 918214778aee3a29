import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { readerDecider } from './reader.decider.js';

const spec = deciderSpec(readerDecider);
const register = { type: 'RegisterReader', name: 'lake', actions: [], afterSequence: 7 } as const;
const registered = { ...register, type: 'ReaderRegistered' } as const;
const remove = { type: 'RemoveReader', expectedRevisions: [] } as const;
const removed = { type: 'ReaderRemoved' } as const;

describe('a reader of the stream', () => {
  it('is registered once', () => {
    spec([]).when(register).then([registered]);
    spec([registered]).when(register).thenRefused('conflict');
  });

  it('is removed once, and for good', () => {
    spec([registered]).when(remove).then([removed]);
    spec([registered, removed]).when(remove).thenRefused('not_found');
    spec([registered, removed]).when(register).thenRefused('conflict');
    spec([]).when(remove).thenRefused('not_found');
  });

  it('is removed only as what the caller takes it to be', () => {
    spec([registered])
      .when({ ...remove, expectedRevisions: [2] })
      .thenRefused('precondition_failed');
    spec([registered])
      .when({ ...remove, expectedRevisions: [2, 1] })
      .then([removed]);
  });
});
