import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { nextActions, type StackStatus } from '../diagnosis/next-actions.js';
import { runDecider } from './run.decider.js';
import type { RunCommand, RunEvent } from './run-facts.js';
import { type RunHop, type RunStep, stepToken } from './run-steps.js';

const ann = { type: 'api-token', id: 'ann' } as const;
const bob = { type: 'api-token', id: 'bob' } as const;
const cid = { type: 'api-token', id: 'cid' } as const;
const accountId = '123456789012-us-east-1';
const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/panther-prod/1';
const reason = 'A policy was mended.';
const of = { run: 1, hop: 0 };

const hop: RunHop = {
  to: '1.21.3',
  templateUrl: 'https://releases.example/panther.yml',
  capabilities: [],
  roleUpdate: false,
  tasks: [],
  parameters: 'digest',
  pulumiBuild: false,
};
const request: RunCommand = {
  type: 'RequestDeployment',
  accountId,
  stackName: 'panther-prod',
  hops: [hop],
  by: ann,
};
const intended = (step: RunStep, attempt = 1): RunEvent => ({
  type: 'DeploymentStepIntended',
  ...of,
  step,
  attempt,
  token: stepToken({ accountId, ...of, step, attempt }),
});
const succeeded = (step: RunStep, made?: string, attempt = 1): RunEvent => ({
  type: 'DeploymentStepSucceeded',
  ...of,
  step,
  attempt,
  ...(made === undefined ? {} : { made }),
});
const done = (...steps: RunStep[]): RunEvent[] =>
  steps.flatMap((step) => [intended(step), succeeded(step)]);
const cause = { failure: 'rolled_back', message: 'A policy denies it.' } as const;
const stepFailed = (step: RunStep, attempt = 1): RunEvent => ({
  type: 'DeploymentStepFailed',
  ...of,
  step,
  attempt,
  cause,
  again: false,
});
const ended: RunEvent = { type: 'DeploymentFailed', run: 1, cause };
const approved = (by: typeof ann | typeof bob | typeof cid): RunEvent => ({
  type: 'DeploymentApproved',
  ...of,
  by,
});

const begun: RunEvent[] = [
  { ...request, type: 'DeploymentRequested', run: 1 },
  approved(bob),
  ...done('preflight', 'parameters'),
];
const failed: RunEvent[] = [
  ...begun,
  intended('create_stack'),
  succeeded('create_stack', stackId),
  intended('settle_stack'),
  stepFailed('settle_stack'),
  ended,
];
const seen = (status: StackStatus = 'ROLLBACK_COMPLETE') => ({
  stackId,
  status,
  next: nextActions(status),
});
const ask = (more: object = { seen: seen() }): RunCommand => ({
  type: 'RequestRecovery',
  run: 1,
  action: 'delete',
  resources: [],
  reason,
  by: bob,
  ...more,
});
const asked: RunEvent = {
  type: 'DeploymentRecoveryRequested',
  run: 1,
  recovery: { action: 'delete', stackId, status: 'ROLLBACK_COMPLETE', resources: [] },
  reason,
  by: bob,
};
const approve = (by: typeof ann | typeof bob | typeof cid): RunCommand => ({
  type: 'ApproveDeployment',
  ...of,
  by,
});
const intend = (step: RunStep): RunCommand => ({ type: 'IntendStep', ...of, step });
const cancel: RunCommand = { type: 'CancelDeployment', run: 1, reason };

const given = deciderSpec(runDecider);
const recovering = [...failed, asked, approved(cid)];
const recovered: RunEvent[] = [
  ...recovering,
  intended('recover'),
  succeeded('recover', stackId),
  intended('settle_recovery'),
  succeeded('settle_recovery', stackId),
  { type: 'DeploymentRecovered', run: 1 },
];

describe('a recovery', () => {
  it('is asked for once a deployment has failed and left a stack', () => {
    given(failed).when(ask()).then([asked]);
    given(failed)
      .when(ask({ seen: { ...seen(), stackId: 'arn:another' } }))
      .thenRefused('conflict');
    given(failed).when(ask({})).thenRefused('conflict');
    given(begun).when(ask()).thenRefused('conflict');
    given([...begun, intended('create_stack'), stepFailed('create_stack'), ended])
      .when(ask())
      .thenRefused('conflict');
  });

  it('is what CloudFormation allows as the stack is', () =>
    given(failed)
      .when(ask({ seen: seen('DELETE_COMPLETE') }))
      .thenRefused('conflict'));

  it('keeps the next deployment waiting, and is one at a time', () => {
    given([...failed, asked])
      .when(request)
      .thenRefused('conflict');
    given([...failed, asked])
      .when(ask())
      .thenRefused('conflict');
  });

  it('is approved by somebody else than who asked for it, and by nobody before', () => {
    given([...failed, asked])
      .when(intend('recover'))
      .thenRefused('conflict');
    given([...failed, asked])
      .when(approve(bob))
      .thenRefused('forbidden');
    given([...failed, asked])
      .when(approve(ann))
      .then([approved(ann)]);
    given(recovering)
      .when(intend('recover'))
      .then([intended('recover')]);
  });

  it('frees the account for another deployment', () => {
    given(recovered.slice(0, -2))
      .when({ type: 'SucceedStep', ...of, step: 'settle_recovery', attempt: 1, made: stackId })
      .then([succeeded('settle_recovery', stackId), { type: 'DeploymentRecovered', run: 1 }]);
    given(recovered)
      .when(request)
      .then([{ ...request, type: 'DeploymentRequested', run: 2 } as RunEvent]);
  });

  it('may fail, and be asked for again under another token', () => {
    const again = [
      ...recovering,
      intended('recover'),
      succeeded('recover', stackId),
      intended('settle_recovery'),
      stepFailed('settle_recovery'),
      ended,
    ];
    given(again).when(ask()).then([asked]);
    given([...again, asked, approved(cid)])
      .when(intend('recover'))
      .then([intended('recover', 2)]);
  });

  it('is given up before it has begun, and not after', () => {
    given([...failed, asked])
      .when(cancel)
      .then([
        { type: 'DeploymentCancelRequested', run: 1, reason },
        { type: 'DeploymentCancelled', run: 1 },
      ]);
    given([...recovering, intended('recover')])
      .when(cancel)
      .thenRefused('conflict');
  });

  it('begins without a pause or a cancellation of before', () => {
    const runs = [...failed, asked].reduce(runDecider.evolve, runDecider.initial);
    expect(runs).toMatchObject({ is: 'running', paused: false, cancelling: false, failure: cause });
  });
});

describe('a deployment that failed at its build', () => {
  const later = { ...of, hop: 1 };
  const wished = {
    ...request,
    hops: [
      { ...hop, pulumiBuild: true },
      { ...hop, from: hop.to },
    ],
  };
  const built: RunEvent[] = [
    { ...wished, type: 'DeploymentRequested', run: 1 },
    approved(bob),
    ...done('preflight', 'parameters'),
    intended('create_stack'),
    succeeded('create_stack', stackId),
    ...done('settle_stack'),
    intended('start_build'),
    succeeded('start_build', 'build-1'),
    intended('settle_build'),
    stepFailed('settle_build'),
    ended,
  ];
  const again = ask({ action: 'build_again', seen: seen('CREATE_COMPLETE') });
  const askedAgain: RunEvent = {
    type: 'DeploymentRecoveryRequested',
    run: 1,
    recovery: { action: 'build_again', stackId, status: 'CREATE_COMPLETE', resources: [] },
    reason,
    by: bob,
  };
  const building = [...built, askedAgain, approved(cid)];

  it('is built again where the stack is as it should be, and nothing else is done with that', () => {
    given(built).when(again).then([askedAgain]);
    given(built)
      .when(ask({ seen: seen('CREATE_COMPLETE') }))
      .thenRefused('conflict');
    given(built)
      .when(ask({ action: 'build_again', seen: seen('ROLLBACK_COMPLETE') }))
      .thenRefused('conflict');
    given(failed).when(again).thenRefused('conflict');
  });

  it('is built under another token once somebody else has approved that', () => {
    given([...built, askedAgain])
      .when(approve(bob))
      .thenRefused('forbidden');
    given([...built, askedAgain])
      .when(intend('start_build'))
      .thenRefused('conflict');
    given(building)
      .when(intend('start_build'))
      .then([intended('start_build', 2)]);
  });

  it('goes on from there as if it had not failed, and those who approved that approve no more', () => {
    const verified: RunEvent[] = [
      ...building,
      intended('start_build', 2),
      succeeded('start_build', 'build-2', 2),
      intended('settle_build', 2),
      succeeded('settle_build', 'build-2', 2),
      intended('verify'),
    ];
    const hopCompleted: RunEvent = {
      type: 'DeploymentHopCompleted',
      ...of,
      version: hop.to,
    };
    given(verified)
      .when({ type: 'SucceedStep', ...of, step: 'verify', attempt: 1 })
      .then([succeeded('verify'), hopCompleted]);
    const runs = [...verified, succeeded('verify'), hopCompleted].reduce(
      runDecider.evolve,
      runDecider.initial,
    );
    expect(runs).toMatchObject({ is: 'running', hop: 1, progress: { approvedBy: [] } });
    expect(runs).not.toHaveProperty('failure');
    expect(runs).not.toHaveProperty('recovery');
    given([...verified, succeeded('verify'), hopCompleted])
      .when({ type: 'IntendStep', ...later, step: 'preflight' })
      .then([
        {
          type: 'DeploymentStepIntended',
          ...later,
          step: 'preflight',
          attempt: 1,
          token: stepToken({ accountId, ...later, step: 'preflight', attempt: 1 }),
        },
      ]);
  });

  it('is built again also where the stack was as it should be from the start', () => {
    const upgrade: RunHop = { ...hop, from: hop.to, pulumiBuild: true };
    const changeSet = { attempt: 1, changes: 0, destroys: [] };
    const unchanged: RunEvent[] = [
      { ...wished, hops: [upgrade], type: 'DeploymentRequested', run: 1 },
      ...done('preflight', 'parameters', 'drift'),
      intended('create_change_set'),
      { ...of, type: 'DeploymentStepSucceeded', step: 'create_change_set', attempt: 1, changeSet },
      intended('start_build'),
      stepFailed('start_build'),
      ended,
    ];
    given(unchanged).when(again).then([askedAgain]);
    given([...unchanged, askedAgain, approved(cid)])
      .when(intend('start_build'))
      .then([intended('start_build', 2)]);
  });

  it('may fail there again, and be built once more', () => {
    const twice: RunEvent[] = [
      ...building,
      intended('start_build', 2),
      stepFailed('start_build', 2),
      ended,
    ];
    given(twice).when(again).then([askedAgain]);
  });

  it('is given up before the build has begun', () =>
    given([...built, askedAgain])
      .when(cancel)
      .then([
        { type: 'DeploymentCancelRequested', run: 1, reason },
        { type: 'DeploymentCancelled', run: 1 },
      ]));
});
