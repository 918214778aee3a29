import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import type { Registration } from './registration.js';
import { roleDecider, type RoleCommand, type RoleEvent } from './role.decider.js';

const registration: Registration = {
  arn: 'arn:aws:iam::444455556666:role/reader',
  partition: 'aws',
  account: '444455556666',
  purpose: 'reads a key',
  environment: 'detection',
  secrets: ['arn:aws:secretsmanager:us-east-1:444455556666:secret:vt-AbCdEf'],
  kmsKeys: [],
  principals: ['arn:aws:iam::111122223333:role/engine'],
  externalId: 'id',
  tags: {},
};
const complaints = [{ step: 'assume', cause: 'Refused.', remedy: 'Trust us.' }];
const reason = 'because';
const { arn } = registration;

const propose: RoleCommand = { type: 'ProposeRole', registration };
const start = (verificationId: string): RoleCommand => ({
  type: 'StartVerification',
  verificationId,
});
const conclude = (
  verificationId: string,
  outcome: 'passed' | 'failed' | 'inconclusive',
): RoleCommand => ({
  type: 'ConcludeVerification',
  verificationId,
  outcome,
  complaints: outcome === 'failed' ? complaints : [],
});
const suspend: RoleCommand = { type: 'SuspendRole', reason };
const reinstate: RoleCommand = { type: 'ReinstateRole', reason };
const revoke: RoleCommand = { type: 'RevokeRole', reason };

const proposed: RoleEvent = { type: 'RoleProposed', registration };
const started = (verificationId: string): RoleEvent => ({
  type: 'RoleVerificationStarted',
  arn,
  verificationId,
});
const ended = (verificationId: string): RoleEvent => ({
  type: 'RoleVerificationEnded',
  arn,
  verificationId,
});
const failed = (verificationId: string): RoleEvent => ({
  type: 'RoleVerificationFailed',
  arn,
  verificationId,
  complaints,
});
const activated = (verificationId: string): RoleEvent => ({
  type: 'RoleActivated',
  arn,
  verificationId,
});
const degraded = (verificationId: string): RoleEvent => ({
  type: 'RoleDegraded',
  arn,
  verificationId,
  complaints,
});
const suspended: RoleEvent = { type: 'RoleSuspended', arn, reason };
const reinstated: RoleEvent = { type: 'RoleReinstated', arn, reason };
const revoked: RoleEvent = { type: 'RoleRevoked', arn, reason };

const active = [proposed, started('v1'), activated('v1')];
const given = deciderSpec(roleDecider);

describe('a role', () => {
  it('is proposed with what it is registered for', () => given([]).when(propose).then([proposed]));
  it('is proposed once', () => given([proposed]).when(propose).thenRefused('conflict'));
  it('does not come back once revoked', () =>
    given([proposed, revoked]).when(propose).thenRefused('conflict'));

  it('becomes active when it has passed', () => {
    given([proposed])
      .when(start('v1'))
      .then([started('v1')]);
    given([proposed, started('v1')])
      .when(conclude('v1', 'passed'))
      .then([activated('v1')]);
  });
  it('stays proposed when it has not, and says why', () => {
    given([proposed, started('v1')])
      .when(conclude('v1', 'failed'))
      .then([failed('v1')]);
    given([proposed, started('v1'), failed('v1')])
      .when(start('v2'))
      .then([started('v2')]);
  });
  it('is none the wiser when AWS could not be asked', () =>
    given([proposed, started('v1')])
      .when(conclude('v1', 'inconclusive'))
      .then([ended('v1')]));

  it('in use stays in use while it is looked at again', () => {
    given([...active, started('v2')])
      .when(conclude('v2', 'passed'))
      .then([ended('v2')]);
    given([...active, started('v2')])
      .when(conclude('v2', 'inconclusive'))
      .then([ended('v2')]);
    expect([...active, started('v2')].reduce(roleDecider.evolve, roleDecider.initial).is).toBe(
      'active',
    );
  });
  it('in use that fails is degraded', () =>
    given([...active, started('v2')])
      .when(conclude('v2', 'failed'))
      .then([degraded('v2')]));
  it('degraded that passes is active again', () =>
    given([...active, started('v2'), degraded('v2'), started('v3')])
      .when(conclude('v3', 'passed'))
      .then([activated('v3')]));
  it('that fails three times in a row is suspended', () => {
    const twice = [...active, started('v2'), degraded('v2'), started('v3'), degraded('v3')];
    given([...twice, started('v4')])
      .when(conclude('v4', 'failed'))
      .then([
        degraded('v4'),
        { type: 'RoleSuspended', arn, reason: 'It failed 3 verifications in a row.' },
      ]);
  });
  it('does not count failures across a success, or what could not be asked', () => {
    const between = [started('v3'), activated('v3'), started('v4'), degraded('v4')];
    given([...active, started('v2'), degraded('v2'), ...between, started('v5')])
      .when(conclude('v5', 'failed'))
      .then([degraded('v5')]);
    given([...active, started('v2'), degraded('v2'), started('v3'), ended('v3'), started('v4')])
      .when(conclude('v4', 'failed'))
      .then([degraded('v4')]);
  });

  it('is suspended, reinstated and verified anew', () => {
    given(active).when(suspend).then([suspended]);
    given([...active, suspended])
      .when(start('v2'))
      .thenRefused('conflict');
    given([...active, suspended])
      .when(reinstate)
      .then([reinstated]);
    given([...active, suspended, reinstated])
      .when(start('v2'))
      .then([started('v2')]);
  });
  it('may be suspended before it was ever used', () =>
    given([proposed]).when(suspend).then([suspended]));
  it('that is not suspended has nothing to be reinstated', () =>
    given(active).when(reinstate).thenNothing());

  it.each([[active], [[proposed]], [[proposed, started('v1')]], [[...active, suspended]]])(
    'is revoked from wherever it is',
    (history) => given(history).when(revoke).then([revoked]),
  );
  it('revoked is neither verified, suspended nor reinstated', () => {
    for (const command of [start('v2'), suspend, reinstate])
      given([proposed, revoked]).when(command).thenRefused('conflict');
  });

  it.each([start('v1'), conclude('v1', 'passed'), suspend, reinstate, revoke])(
    'that there never was is not found by $type',
    (command) => given([]).when(command).thenRefused('not_found'),
  );
});

describe('a verification', () => {
  it('that is begun twice is one', () =>
    given([proposed, started('v1')])
      .when(start('v1'))
      .thenNothing());
  it('that never ended gives way to the next', () => {
    given([proposed, started('v1')])
      .when(start('v2'))
      .then([started('v2')]);
    given([proposed, started('v1'), started('v2')])
      .when(conclude('v1', 'passed'))
      .thenNothing();
  });
  it.each([suspended, revoked])('that $type came between decides nothing', (event) => {
    given([proposed, started('v1'), event])
      .when(conclude('v1', 'passed'))
      .thenNothing();
    given([...active, started('v2'), event])
      .when(conclude('v2', 'failed'))
      .thenNothing();
  });
  it('decides once', () => given(active).when(conclude('v1', 'failed')).thenNothing());
});

// The bus may deliver a command twice; the second must change nothing and still succeed.
describe('the same again', () => {
  it('stays suspended', () =>
    given([...active, suspended])
      .when(suspend)
      .thenNothing());
  it('stays reinstated', () =>
    given([...active, suspended, reinstated])
      .when(reinstate)
      .thenNothing());
  it('stays revoked', () =>
    given([...active, revoked])
      .when(revoke)
      .thenNothing());

  describe('keeps the steps of a verification with what they came to:', () => {
    const steps = [
      { step: 'parse', outcome: 'passed', cause: '', remedy: '' },
      { step: 'assume', outcome: 'failed', cause: 'Refused.', remedy: 'Trust us.' },
    ] as const;
    const concluding = (outcome: 'passed' | 'failed' | 'inconclusive'): RoleCommand => ({
      type: 'ConcludeVerification',
      verificationId: '1',
      outcome,
      complaints: outcome === 'failed' ? complaints : [],
      steps,
    });

    it.each([
      ['passed', [proposed, started('1')], { ...activated('1'), steps }],
      ['failed', [proposed, started('1')], { ...failed('1'), steps }],
      ['inconclusive', [proposed, started('1')], { ...ended('1'), steps }],
      ['passed', [proposed, activated('0'), started('1')], { ...ended('1'), steps }],
    ] as const)('%s', (outcome, history, event) => {
      deciderSpec(roleDecider)([...history])
        .when(concluding(outcome))
        .then([event as RoleEvent]);
    });

    it('those that were done at the start, with the start', () => {
      deciderSpec(roleDecider)([proposed])
        .when({ type: 'StartVerification', verificationId: '1', steps })
        .then([{ ...started('1'), steps } as RoleEvent]);
    });
  });
});
