import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { LEAK_POLICIES, LEAKED, type LeakPolicy } from './leak.js';
import { tokenDecider } from './token.decider.js';
import type { TokenEvent } from './token-event.js';

const at = '2026-11-22T12:00:00.000Z';
const later = '2026-11-22T13:00:00.000Z';
const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: [] };
const digest = { pepper: 1, hmac: 'a1' };
const created: TokenEvent = { type: 'TokenCreated', grant, digest };
const rotated = (previousWorksUntil?: string): TokenEvent => ({
  type: 'TokenRotated',
  name: 'ci',
  digest: { pepper: 1, hmac: 'b2' },
  generation: 2,
  ...(previousWorksUntil ? { previousWorksUntil } : {}),
});
const owner = { type: 'user', id: 'u' } as const;
const report = (generation: number, policy: LeakPolicy = 'disable') =>
  ({ type: 'ReportLeak', generation, owner, source: 'a commit', policy, at }) as const;
const leaked = (generation: number, worked: boolean) =>
  ({ type: 'TokenLeaked', name: 'ci', generation, owner, source: 'a commit', worked }) as const;
const disabled: TokenEvent = { type: 'TokenDisabled', name: 'ci', reason: LEAKED };

describe('a value that leaked', () => {
  const given = deciderSpec(tokenDecider);

  it('stops its token, for good or for now, or only tells its owner, as the policy has it', () => {
    const first = leaked(1, true);
    given([created]).when(report(1, 'report')).then([first]);
    given([created]).when(report(1, 'disable')).then([first, disabled]);
    given([created])
      .when(report(1, 'delete'))
      .then([first, { type: 'TokenDeleted', name: 'ci', reason: LEAKED }]);
  });
  it('is told of once', () => {
    for (const policy of LEAK_POLICIES)
      given([created, leaked(1, true)])
        .when(report(1, policy))
        .thenNothing();
    given([created, leaked(1, true), rotated()])
      .when(report(2))
      .then([leaked(2, true), disabled]);
  });
  it('in its grace period is ended alone', () =>
    given([created, rotated(later)])
      .when(report(1))
      .then([leaked(1, true), { type: 'RotationEnded', name: 'ci', generation: 1 }]));
  it('that no longer works stops nothing', () => {
    given([created, rotated()])
      .when(report(1))
      .then([leaked(1, false)]);
    given([created, disabled])
      .when(report(1))
      .then([leaked(1, false)]);
    given([{ ...created, expiresAt: at }])
      .when(report(1))
      .then([leaked(1, false)]);
  });
  it('of a token that is not there is nothing', () => {
    given([]).when(report(1)).thenNothing();
    given([created, { type: 'TokenDeleted', name: 'ci' }])
      .when(report(1))
      .thenNothing();
  });
  it('does not come back by enabling its token, but a new one does', () => {
    const enable = { type: 'EnableToken', at } as const;
    const history = [created, leaked(1, true), disabled];
    given(history).when(enable).thenRefused('conflict');
    given([...history, rotated(later)])
      .when(enable)
      .thenRefused('conflict');
    given([...history, rotated()])
      .when(enable)
      .then([{ type: 'TokenEnabled', name: 'ci' }]);
  });
});

describe('a value under a pepper that no longer signs', () => {
  const given = deciderSpec(tokenDecider);
  const next = { pepper: 2, hmac: 'a2' };
  const rekey = { type: 'RekeyValue', generation: 1, digest: next } as const;
  const rekeyed = { type: 'TokenValueRekeyed', name: 'ci', generation: 1, digest: next } as const;

  it('is kept under the one that does, once', () => {
    given([created]).when(rekey).then([rekeyed]);
    given([created, rekeyed]).when(rekey).thenNothing();
  });
  it('is kept so too in its grace period, and no longer afterwards', () => {
    given([created, rotated(later)])
      .when(rekey)
      .then([rekeyed]);
    given([created, rotated(later), rekeyed])
      .when(rekey)
      .thenNothing();
    given([created, rotated()]).when(rekey).thenNothing();
  });
  it('is the same value to a rotation and to its undoing', () => {
    const state = [created, rotated(later), rekeyed].reduce(
      tokenDecider.evolve,
      tokenDecider.initial,
    );
    expect(state).toMatchObject({ digest: { hmac: 'b2' }, previous: { digest: next } });
  });
  it('of a token that is not there is nothing', () => {
    given([]).when(rekey).thenNothing();
    given([created])
      .when({ ...rekey, generation: 3 })
      .thenNothing();
  });
});
