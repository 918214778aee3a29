import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { CHECKS, type CheckId, type CheckResult } from './check.js';
import {
  openChecks,
  preflightDecider,
  type PreflightCommand,
  type PreflightEvent,
} from './preflight.decider.js';

const ann = { type: 'api-token', id: 'ann' } as const;
const bob = { type: 'api-token', id: 'bob' } as const;
const subject = {
  version: '1.34.2',
  stackName: 'panther-prod',
  phase: 'first',
  givenNetwork: false,
  reservations: {},
} as const;
const checks = Object.keys(CHECKS) as CheckId[];
const found = (id: CheckId, outcome: CheckResult['outcome'] = 'pass'): CheckResult => ({
  id,
  outcome,
  message: '',
  evidence: {},
  documentation: '',
});
const concluded = (result: CheckResult): PreflightEvent => ({
  type: 'PreflightCheckConcluded',
  run: 1,
  result,
});
const all = (failing?: CheckId): PreflightEvent[] =>
  checks.map((id) => concluded(found(id, id === failing ? 'fail' : 'pass')));

const start: PreflightCommand = { type: 'StartPreflight', ...subject, by: ann };
const end: PreflightCommand = { type: 'EndPreflight', run: 1 };
const conclude = (result: CheckResult): PreflightCommand => ({
  type: 'ConcludeCheck',
  run: 1,
  result,
});
const waive = (check: CheckId): PreflightCommand => ({
  type: 'WaiveCheck',
  run: 1,
  check,
  reason: 'The other cluster is ours.',
  by: bob,
});
const started: PreflightEvent = { type: 'PreflightStarted', run: 1, ...subject, by: ann };
const ended: PreflightEvent = { type: 'PreflightEnded', run: 1 };
const waived: PreflightEvent = {
  type: 'PreflightCheckWaived',
  run: 1,
  check: 'leftovers',
  reason: 'The other cluster is ours.',
  by: bob,
};

const given = deciderSpec(preflightDecider);

describe('the preflights of an account in a region', () => {
  it('begin with the first', () => given([]).when(start).then([started]));
  it('run one at a time', () => given([started]).when(start).thenRefused('conflict'));
  it('are counted', () =>
    given([started, ...all(), ended])
      .when(start)
      .then([{ ...started, run: 2 }]));

  it('keep one result of each check, whoever finds it again', () => {
    const first = found('leftovers', 'fail');
    given([started])
      .when(conclude(first))
      .then([concluded(first)]);
    given([started, concluded(first)])
      .when(conclude(found('leftovers')))
      .thenNothing();
  });
  it('go on with what has no result yet', () => {
    expect(openChecks([])).toEqual(checks);
    expect(openChecks([found('account')])).toEqual(checks.filter((id) => id !== 'account'));
  });

  it('end when every check has a result, and once', () => {
    given([started, ...all()])
      .when(end)
      .then([ended]);
    given([started, ...all().slice(1)])
      .when(end)
      .thenRefused('conflict');
    given([started, ...all(), ended])
      .when(end)
      .thenNothing();
  });

  it('are waived at their end, where a check failed, and once', () => {
    const failed = [started, ...all('leftovers')];
    given([...failed, ended])
      .when(waive('leftovers'))
      .then([waived]);
    given(failed).when(waive('leftovers')).thenRefused('conflict');
    given([started, ...all(), ended])
      .when(waive('leftovers'))
      .thenRefused('conflict');
    given([...failed, ended, waived])
      .when(waive('leftovers'))
      .thenNothing();
  });
  it('are not waived by whoever asked for them, under whatever name', () =>
    given([started, ...all('leftovers'), ended])
      .when({ ...waive('leftovers'), by: { ...ann, name: 'Somebody Else' } } as PreflightCommand)
      .thenRefused('forbidden'));
  it.each(checks.filter((id) => CHECKS[id].strict))('are not waived where %s failed', (check) =>
    given([started, ...all(check), ended])
      .when(waive(check))
      .thenRefused('forbidden'),
  );
  it('begin anew without the results and waivers of the last', () =>
    given([started, ...all('leftovers'), ended, waived, { ...started, run: 2 }])
      .when({ type: 'EndPreflight', run: 2 })
      .thenRefused('conflict'));

  it.each([conclude(found('account')), end, waive('leftovers')])(
    'are there, and the latest, before $type',
    (command) => {
      given([]).when(command).thenRefused('not_found');
      given([started])
        .when({ ...command, run: 2 } as PreflightCommand)
        .thenRefused('not_found');
      given([started, ...all('leftovers'), ended, { ...started, run: 2 }])
        .when(command)
        .thenRefused('conflict');
    },
  );
});
