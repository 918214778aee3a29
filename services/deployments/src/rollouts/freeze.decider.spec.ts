import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { freezeDecider, type FreezeEvent } from './freeze.decider.js';
import { isFrozen } from './next-deployments.js';

const given = deciderSpec(freezeDecider);
const at = '2026-11-23T10:00:00.000Z';
const freeze = {
  freezeId: 'f1',
  from: '2026-12-20T00:00:00.000Z',
  until: '2027-01-07T00:00:00.000Z',
  reason: 'Holidays.',
};
const declared: FreezeEvent = { ...freeze, type: 'FreezeDeclared', at };

describe('a freeze', () => {
  it('is declared ahead, and lifted by its id', () => {
    given([])
      .when({ ...freeze, type: 'DeclareFreeze', at })
      .then([declared]);
    const lift = { freezeId: 'f1', reason: 'Never mind.' };
    given([declared])
      .when({ type: 'LiftFreeze', ...lift })
      .then([{ type: 'FreezeLifted', ...lift }]);
    given([])
      .when({ type: 'LiftFreeze', ...lift })
      .thenRefused('not_found');
  });

  it.each([
    ['that ends before it begins', { until: '2026-12-19T00:00:00.000Z' }],
    ['that is over', { from: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z' }],
  ])('%s is refused', (_what, more) =>
    given([])
      .when({ ...freeze, ...more, type: 'DeclareFreeze', at })
      .thenRefused('bad_request'),
  );

  it('holds from its beginning until its end, which is no part of it', () => {
    const all = { all: [freeze] };
    const frozen = (iso: string) => isFrozen(all, new Date(iso));
    expect(['2026-12-19T23:59:59Z', freeze.from, freeze.until].map(frozen)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('is forgotten once it is over and another one is declared', () => {
    const later: FreezeEvent = { ...declared, freezeId: 'f2', at: '2027-02-01T00:00:00.000Z' };
    const state = [declared, later].reduce(freezeDecider.evolve, freezeDecider.initial);
    expect(state.all.map(({ freezeId }) => freezeId)).toEqual(['f2']);
  });
});
