import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import type { RunCause } from './run.js';
import { runDecider } from './run.decider.js';
import type { RunCommand, RunEvent } from './run-facts.js';
import { type RunHop, type RunStep, stepToken } from './run-steps.js';

const ann = { type: 'api-token', id: 'ann' } as const;
const bob = { type: 'api-token', id: 'bob' } as const;
const cid = { type: 'api-token', id: 'cid' } as const;
const accountId = '123456789012-us-east-1';

const common = {
  templateUrl: 'https://releases.example/panther.yml',
  capabilities: ['CAPABILITY_IAM'],
  roleUpdate: false,
  tasks: [],
  parameters: 'digest',
  pulumiBuild: false,
};
const first: RunHop = { ...common, to: '1.21.3' };
const hop: RunHop = { ...common, from: '1.20.1', to: '1.21.3' };
const next: RunHop = { ...common, from: '1.21.3', to: '1.22.0', pulumiBuild: true };

const subject = (...hops: RunHop[]) => ({ accountId, stackName: 'panther-prod', hops });
const request = (...hops: RunHop[]): RunCommand => ({
  type: 'RequestDeployment',
  ...subject(...hops),
  by: ann,
});
const requested = (...hops: RunHop[]): RunEvent => ({
  type: 'DeploymentRequested',
  run: 1,
  ...subject(...hops),
  by: ann,
});
const approve = (
  by = bob as typeof ann | typeof bob | typeof cid,
  changeSet?: number,
): RunCommand => ({
  type: 'ApproveDeployment',
  run: 1,
  hop: 0,
  by,
  ...(changeSet === undefined ? {} : { changeSet }),
});
const approved = (by: typeof ann | typeof bob | typeof cid = bob): RunEvent => ({
  type: 'DeploymentApproved',
  run: 1,
  hop: 0,
  by,
});
const intend = (step: RunStep): RunCommand => ({ type: 'IntendStep', run: 1, hop: 0, step });
const intended = (step: RunStep, attempt = 1): RunEvent => ({
  type: 'DeploymentStepIntended',
  run: 1,
  hop: 0,
  step,
  attempt,
  token: stepToken({ accountId, run: 1, hop: 0, step, attempt }),
});
const succeed = (step: RunStep): RunCommand => ({
  type: 'SucceedStep',
  run: 1,
  hop: 0,
  step,
  attempt: 1,
});
const succeeded = (step: RunStep): RunEvent => ({
  type: 'DeploymentStepSucceeded',
  run: 1,
  hop: 0,
  step,
  attempt: 1,
});
const done = (...steps: RunStep[]): RunEvent[] =>
  steps.flatMap((step) => [intended(step), succeeded(step)]);
const prepared = (attempt = 1, destroys: readonly string[] = [], changes = 7): RunEvent[] => [
  intended('create_change_set', attempt),
  {
    type: 'DeploymentStepSucceeded',
    run: 1,
    hop: 0,
    step: 'create_change_set',
    attempt,
    changeSet: { attempt, changes, destroys },
  },
];
const rolledBack: RunCause = { failure: 'rolled_back', message: 'A policy denies it.' };
const fail = (step: RunStep, cause: RunCause, retryable = false, attempt = 1): RunCommand => ({
  type: 'FailStep',
  run: 1,
  hop: 0,
  step,
  attempt,
  cause,
  retryable,
});
const failed = (step: RunStep, cause: RunCause, again = false, attempt = 1): RunEvent => ({
  type: 'DeploymentStepFailed',
  run: 1,
  hop: 0,
  step,
  attempt,
  cause,
  again,
});
const say = (type: 'PauseDeployment' | 'ResumeDeployment' | 'CancelDeployment'): RunCommand => ({
  type,
  run: 1,
  reason: 'An outage.',
});
const said = (
  type: 'DeploymentPaused' | 'DeploymentResumed' | 'DeploymentCancelRequested',
): RunEvent => ({ type, run: 1, reason: 'An outage.' });
const over = (type: 'DeploymentCompleted' | 'DeploymentCancelled'): RunEvent => ({ type, run: 1 });

const rest = ([, ...others]: readonly RunEvent[]) => others;

const given = deciderSpec(runDecider);
const installing = [requested(first), approved()];
const upgrading = [requested(hop, next), ...done('preflight', 'parameters', 'drift')];
const updating = [...upgrading, ...prepared(), approved(), ...done('execute_change_set')];

describe('deployments of an account in a region', () => {
  it('begin with the first', () =>
    given([])
      .when(request(first))
      .then([requested(first)]));
  it('have something to deploy', () => given([]).when(request()).thenRefused('bad_request'));
  it('are under way one at a time, and the one under way is named', () => {
    given([requested(first)])
      .when(request(first))
      .thenRefused('conflict');
    expect(() =>
      runDecider.decide(
        request(first),
        [requested(first)].reduce(runDecider.evolve, runDecider.initial),
      ),
    ).toThrow('Deployment 1 is under way there.');
  });
  it('are counted', () =>
    given([requested(first), over('DeploymentCancelled')])
      .when(request(first))
      .then([{ ...requested(first), run: 2 } as RunEvent]));
  it.each([approve(), intend('preflight'), say('PauseDeployment'), succeed('preflight')])(
    'are there, and the latest, before $type',
    (command) => {
      given([]).when(command).thenRefused('not_found');
      given([
        requested(first),
        over('DeploymentCompleted'),
        { ...requested(first), run: 2 } as RunEvent,
      ])
        .when(command)
        .thenRefused('conflict');
    },
  );
  it('hear of nothing any longer when they are over', () => {
    const ended = [...installing, intended('preflight'), over('DeploymentCancelled')];
    given(ended).when(succeed('preflight')).thenNothing();
    given(ended).when(say('CancelDeployment')).thenRefused('conflict');
  });
});

describe('the approval of a deployment', () => {
  it('is by somebody else', () => {
    given([requested(first)])
      .when(approve())
      .then([approved()]);
    given([requested(first)])
      .when(approve(ann))
      .thenRefused('forbidden');
  });
  it('is given once', () => given(installing).when(approve()).thenNothing());
  it('is asked for only while something waits for it', () =>
    given(installing).when(approve(cid)).thenRefused('conflict'));
  it('comes before the first step of an installation', () =>
    given([requested(first)])
      .when(intend('preflight'))
      .thenRefused('conflict'));
  it('comes before a change set is executed, when it can be seen', () => {
    given(upgrading).when(approve()).thenRefused('conflict');
    given([...upgrading, ...prepared()])
      .when(intend('execute_change_set'))
      .thenRefused('conflict');
    given([...upgrading, ...prepared()])
      .when(approve(bob, 1))
      .then([approved()]);
  });
  it('is of the change set that was looked at', () =>
    given([...upgrading, ...prepared()])
      .when(approve(bob, 2))
      .thenRefused('conflict'));
  it('is given by two where something with state is replaced or removed', () => {
    const destroying = [...upgrading, ...prepared(1, ['Core.Database'])];
    given([...destroying, approved()])
      .when(intend('execute_change_set'))
      .thenRefused('conflict');
    given([...destroying, approved()])
      .when(approve(bob, 1))
      .thenNothing();
    given([...destroying, approved(), approved(cid)])
      .when(intend('execute_change_set'))
      .then([intended('execute_change_set')]);
  });
});

describe('a step', () => {
  it('is intended when it is due', () => {
    given(installing)
      .when(intend('preflight'))
      .then([intended('preflight')]);
    given(installing).when(intend('create_stack')).thenRefused('conflict');
  });
  it('is intended once, so that a call that is made again is the same call', () =>
    given([...installing, intended('preflight')])
      .when(intend('preflight'))
      .thenNothing());
  it('has one outcome', () => {
    given([...installing, intended('preflight')])
      .when(succeed('preflight'))
      .then([succeeded('preflight')]);
    given([...installing, ...done('preflight')])
      .when(succeed('preflight'))
      .thenNothing();
  });
  it('has no outcome without an intent', () =>
    given(installing).when(succeed('preflight')).thenNothing());
  it('waits for the tasks of people before parameters are checked', () => {
    const blocked = [requested({ ...hop, tasks: ['certificate'] }), ...done('preflight')];
    const acknowledged: RunEvent = {
      type: 'DeploymentTaskAcknowledged',
      run: 1,
      hop: 0,
      task: 'certificate',
      by: bob,
    };
    const acknowledge = (task: string): RunCommand => ({
      type: 'AcknowledgeTask',
      run: 1,
      hop: 0,
      task,
      by: bob,
    });
    given(blocked).when(intend('parameters')).thenRefused('conflict');
    given(blocked).when(acknowledge('certificate')).then([acknowledged]);
    given(blocked).when(acknowledge('another')).thenRefused('not_found');
    given([...blocked, acknowledged])
      .when(acknowledge('certificate'))
      .thenNothing();
    given([...blocked, acknowledged])
      .when(intend('parameters'))
      .then([intended('parameters')]);
  });
  it('ends the hop when it is the last, and the deployment after the last hop', () => {
    const last = [
      ...installing,
      ...done('preflight', 'parameters', 'create_stack', 'settle_stack'),
      intended('verify'),
    ];
    given(last)
      .when(succeed('verify'))
      .then([
        succeeded('verify'),
        { type: 'DeploymentHopCompleted', run: 1, hop: 0, version: '1.21.3' },
        over('DeploymentCompleted'),
      ]);
  });
  it('executes no change set in which nothing changes, and asks nobody', () =>
    given([...upgrading, ...prepared(1, [], 0)])
      .when(intend('verify'))
      .then([intended('verify')]));
});

describe('a failed step', () => {
  it('ends the deployment, with the version that is good', () =>
    given([...updating, intended('settle_stack')])
      .when(fail('settle_stack', rolledBack))
      .then([
        failed('settle_stack', rolledBack),
        { type: 'DeploymentFailed', run: 1, cause: rolledBack, lastGood: '1.20.1' },
      ]));
  it('is tried again under another token, and not for ever', () => {
    const refused: RunCause = { failure: 'refused', message: 'Too many stacks.' };
    const asked = [...installing, ...done('preflight', 'parameters'), intended('create_stack')];
    const again = [...asked, failed('create_stack', refused, true)];
    given(asked)
      .when(fail('create_stack', refused, true))
      .then([failed('create_stack', refused, true)]);
    given(again)
      .when(intend('create_stack'))
      .then([intended('create_stack', 2)]);
    given([
      ...again,
      intended('create_stack', 2),
      failed('create_stack', refused, true, 2),
      intended('create_stack', 3),
    ])
      .when(fail('create_stack', refused, true, 3))
      .then([
        failed('create_stack', refused, false, 3),
        { type: 'DeploymentFailed', run: 1, cause: refused },
      ]);
  });
  it('has another change set made and approved where the first no longer fits', () => {
    const obsolete: RunCause = { failure: 'obsolete', message: 'The stack has changed.' };
    const late = [
      ...upgrading,
      ...prepared(),
      approved(),
      intended('execute_change_set'),
      failed('execute_change_set', obsolete, true),
    ];
    given(late)
      .when(intend('create_change_set'))
      .then([intended('create_change_set', 2)]);
    given([...late, ...prepared(2)])
      .when(intend('execute_change_set'))
      .thenRefused('conflict');
  });
});

describe('a pause', () => {
  const paused = [...installing, ...done('preflight', 'parameters'), said('DeploymentPaused')];
  it('is kept, and ended, once', () => {
    given(installing)
      .when(say('PauseDeployment'))
      .then([said('DeploymentPaused')]);
    given(paused).when(say('PauseDeployment')).thenNothing();
    given(paused)
      .when(say('ResumeDeployment'))
      .then([said('DeploymentResumed')]);
    given(installing).when(say('ResumeDeployment')).thenNothing();
  });
  it('holds back what changes something', () => {
    given(paused).when(intend('create_stack')).thenRefused('conflict');
    given([...paused, said('DeploymentResumed')])
      .when(intend('create_stack'))
      .then([intended('create_stack')]);
  });
  it('holds back no look', () =>
    given([...installing, said('DeploymentPaused')])
      .when(intend('preflight'))
      .then([intended('preflight')]));
});

describe('a cancellation', () => {
  const cancelled = said('DeploymentCancelRequested');
  it('ends at once what has changed nothing', () =>
    given(upgrading)
      .when(say('CancelDeployment'))
      .then([cancelled, { type: 'DeploymentCancelled', run: 1, lastGood: '1.20.1' }]));
  it('waits for a call of which nobody knows whether it was made', () => {
    const asked = [...upgrading, intended('create_change_set')];
    given(asked).when(say('CancelDeployment')).then([cancelled]);
    given([...asked, cancelled])
      .when({
        ...succeed('create_change_set'),
        changeSet: { changes: 1, destroys: [] },
      } as RunCommand)
      .then([
        prepared(1, [], 1)[1] as RunEvent,
        { type: 'DeploymentCancelled', run: 1, lastGood: '1.20.1' },
      ]);
  });
  it('gives up an update that is being watched, and says so when it is undone', () => {
    const watched = [...updating, intended('settle_stack'), cancelled];
    given(watched)
      .when(intend('cancel_update'))
      .then([intended('cancel_update')]);
    given([...watched, ...done('cancel_update'), intended('settle_stack', 2)])
      .when(fail('settle_stack', rolledBack, false, 2))
      .then([
        failed('settle_stack', rolledBack, false, 2),
        { type: 'DeploymentCancelled', run: 1, lastGood: '1.20.1' },
      ]);
  });
  it('ends after the hop if the update was through before', () => {
    const tooLate: RunCause = { failure: 'refused', message: 'It is not being updated.' };
    given([
      ...updating,
      cancelled,
      intended('cancel_update'),
      failed('cancel_update', tooLate),
      ...done('settle_stack'),
      intended('verify'),
    ])
      .when(succeed('verify'))
      .then([
        succeeded('verify'),
        { type: 'DeploymentHopCompleted', run: 1, hop: 0, version: '1.21.3' },
        { type: 'DeploymentCancelled', run: 1, lastGood: '1.21.3' },
      ]);
  });
  it('is refused where it could do nothing', () => {
    given([...installing, ...done('preflight', 'parameters'), intended('create_stack')])
      .when(say('CancelDeployment'))
      .thenRefused('conflict');
    given([
      requested({ ...hop, pulumiBuild: true }),
      ...rest(upgrading),
      ...prepared(1, [], 0),
      intended('start_build'),
    ])
      .when(say('CancelDeployment'))
      .thenRefused('conflict');
    given([requested(hop), ...rest(updating), ...done('settle_stack')])
      .when(say('CancelDeployment'))
      .thenRefused('conflict');
  });
  it('is asked for once', () =>
    given([...updating, cancelled])
      .when(say('CancelDeployment'))
      .thenNothing());
});
