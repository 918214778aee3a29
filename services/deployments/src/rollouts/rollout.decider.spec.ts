import { describe, it } from '@jest/globals';
import type { Actor } from '@margay/contracts';
import { deciderSpec } from '@margay/testing';
import type { RolloutPlan } from './rollout.js';
import { rolloutDecider } from './rollout.decider.js';
import type { RolloutEvent } from './rollout-facts.js';

const given = deciderSpec(rolloutDecider);
const ann: Actor = { type: 'user', id: 'ann', name: 'Ann' };
const bob: Actor = { type: 'user', id: 'bob', name: 'Bob' };
const at = '2026-11-23T10:00:00.000Z';
const target = (accountId: string) => ({ accountId, stackName: 'panther', current: '1.24.12' });
const plan: RolloutPlan = {
  target: '1.25',
  channel: 'stable',
  rings: [
    { name: 'canary', accounts: [target('a')], soakMinutes: 30 },
    { name: 'all', accounts: [target('b'), target('c'), target('d')], soakMinutes: 0 },
  ],
  maxParallel: 2,
  failuresAllowed: 0,
};
const requested: RolloutEvent = { ...plan, type: 'RolloutRequested', by: ann };
const approved: RolloutEvent[] = [requested, { type: 'RolloutApproved', by: bob }];
const begun = (accountId: string, run = 1): RolloutEvent => ({
  type: 'RolloutDeploymentBegun',
  accountId,
  run,
});
const ended = (accountId: string, outcome: 'completed' | 'failed' = 'completed') =>
  ({ type: 'RolloutDeploymentEnded', accountId, run: 1, outcome }) as const;
const end = (accountId: string, outcome: 'completed' | 'failed' | 'cancelled' = 'completed') =>
  ({ type: 'EndRolloutDeployment', accountId, outcome, at }) as const;
const throughFirst: RolloutEvent[] = [
  ...approved,
  begun('a'),
  ended('a'),
  { type: 'RolloutRingCompleted', ring: 0, soaksUntil: '2026-11-23T10:30:00.000Z' },
];

describe('a rollout', () => {
  it('is approved by somebody else, once', () => {
    given([requested])
      .when({ type: 'ApproveRollout', by: bob })
      .then([{ type: 'RolloutApproved', by: bob }]);
    given([requested]).when({ type: 'ApproveRollout', by: ann }).thenRefused('forbidden');
    given(approved).when({ type: 'ApproveRollout', by: bob }).thenRefused('conflict');
  });

  it('completes a ring with its last deployment, and says until when it soaks', () =>
    given([...approved, begun('a')])
      .when(end('a'))
      .then([
        ended('a'),
        { type: 'RolloutRingCompleted', ring: 0, soaksUntil: '2026-11-23T10:30:00.000Z' },
      ]));

  it('is completed with its last ring', () =>
    given([...throughFirst, begun('b'), ended('b'), begun('c'), ended('c'), begun('d')])
      .when(end('d'))
      .then([ended('d'), { type: 'RolloutRingCompleted', ring: 1 }, { type: 'RolloutCompleted' }]));

  it('is halted by one failure more than a ring may have', () => {
    given([...throughFirst, begun('b'), begun('c')])
      .when(end('b', 'failed'))
      .then([ended('b', 'failed'), { type: 'RolloutHalted', ring: 1, failures: 1 }]);
    const tolerant: RolloutEvent[] = [
      { ...requested, failuresAllowed: 1 } as RolloutEvent,
      ...throughFirst.slice(1),
    ];
    given([...tolerant, begun('b'), begun('c')])
      .when(end('b', 'failed'))
      .then([ended('b', 'failed')]);
  });

  it('counts a deployment that could not even begin', () => {
    const refused = { accountId: 'b', message: 'Deployment 3 is under way there.' };
    given(throughFirst)
      .when({ type: 'RefuseRolloutDeployment', ...refused, at })
      .then([
        { type: 'RolloutDeploymentRefused', ...refused },
        { type: 'RolloutHalted', ring: 1, failures: 1 },
      ]);
  });

  it('keeps what becomes of deployments that were under way when it was halted', () => {
    const halted: RolloutEvent[] = [
      ...throughFirst,
      begun('b'),
      begun('c'),
      ended('b', 'failed'),
      { type: 'RolloutHalted', ring: 1, failures: 1 },
    ];
    given(halted)
      .when(end('c'))
      .then([ended('c')]);
    given(halted).when({ type: 'ResumeRollout', reason: 'Please.' }).thenRefused('conflict');
  });

  it('hears of each deployment once', () => {
    given([...approved, begun('a')])
      .when({ type: 'BeginRolloutDeployment', accountId: 'a', run: 1 })
      .thenNothing();
    given(throughFirst).when(end('a')).thenNothing();
  });

  it.each(['PauseRollout', 'ResumeRollout', 'CancelRollout'] as const)(
    'is not to be told %s where there is none',
    (type) => given([]).when({ type, reason: 'Why not.' }).thenRefused('not_found'),
  );

  it('is paused and goes on, and is cancelled for good', () => {
    const paused: RolloutEvent = { type: 'RolloutPaused', reason: 'Wait.' };
    given(approved).when({ type: 'PauseRollout', reason: 'Wait.' }).then([paused]);
    given([...approved, paused])
      .when({ type: 'PauseRollout', reason: 'Again.' })
      .thenNothing();
    given([...approved, { type: 'RolloutCancelled', reason: 'No.' }])
      .when({ type: 'ResumeRollout', reason: 'Yes.' })
      .thenRefused('conflict');
  });
});
