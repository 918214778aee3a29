import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  DeploymentSchema,
  GetDeploymentResponseSchema,
  ListDeploymentsResponseSchema,
  ServiceError,
} from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const ID = '444455556666-us-east-1';
const AT = timestampFromMs(1_750_000_000_000);
const deployment = (more: object = {}) =>
  create(DeploymentSchema, {
    accountId: ID,
    run: 3,
    status: 'running',
    stackName: 'panther-prod',
    hops: [
      {
        to: '1.34.18',
        templateUrl: 'https://example.com/panther.yml',
        capabilities: ['CAPABILITY_NAMED_IAM'],
        tasks: [],
        parametersDigest: 'f'.repeat(64),
        pulumiBuild: true,
      },
    ],
    waitsFor: 'step',
    step: 'settle_stack',
    progress: {
      percent: 41,
      expectedAt: { seconds: 1_750_001_000n, nanos: 0 },
      saying: 'The stack is CREATE_IN_PROGRESS.',
      lookedAt: AT,
      changedAt: AT,
      stacks: [{ path: ['Core'], status: 'CREATE_IN_PROGRESS', done: 3, total: 5 }],
    },
    revision: 9,
    requestedAt: AT,
    requestedBy: { type: 2, id: 'ann' },
    ...more,
  });

const asked = { accountId: ID, stackName: 'panther-prod', target: '1.34' };
const path = `/deployments/${ID}/3`;

describe('the doors of deployments', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  let states = [deployment()];
  const heard: object[] = [];
  const answering = (answer: () => unknown) => (request: object) => {
    heard.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer());
  };
  const one = answering(() => {
    const [state = deployment()] = states;
    if (states.length > 1) states.shift();
    return create(GetDeploymentResponseSchema, { deployment: state });
  });

  beforeAll(async () => {
    doors = await openDoors({
      deployments: {
        requestDeployment: one,
        getDeployment: one,
        listDeployments: answering(() =>
          create(ListDeploymentsResponseSchema, { deployments: [deployment()], next: 'more' }),
        ),
        approveDeployment: one,
        acknowledgeDeploymentTask: one,
        pauseDeployment: one,
        resumeDeployment: one,
        cancelDeployment: one,
        recoverDeployment: one,
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    states = [deployment()];
    heard.length = 0;
  });

  const call = async (method: string, where: string, permission: string, body?: object) => {
    const answer = await fetch(`${url}${where}`, {
      method,
      headers: { 'X-API-Key': doors.key([permission]), 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, text: await answer.text() };
  };

  const SAID = { reason: 'Later.' };
  const ROUTES = [
    ['POST', '/deployments', 'DeploymentModify', asked],
    ['GET', '/deployments', 'DeploymentRead', undefined],
    ['GET', path, 'DeploymentRead', undefined],
    ['POST', `${path}/approve`, 'DeploymentApprove', { hop: 0 }],
    ['POST', `${path}/tasks`, 'DeploymentModify', { hop: 0, task: 'snowflake-script' }],
    ['POST', `${path}/pause`, 'DeploymentModify', SAID],
    ['POST', `${path}/resume`, 'DeploymentModify', SAID],
    ['POST', `${path}/cancel`, 'DeploymentModify', SAID],
    ['POST', `${path}/recover`, 'DeploymentModify', { ...SAID, action: 'delete' }],
  ] as const;

  it.each(ROUTES)('%s %s is for those who have %s', async (method, where, permission, body) => {
    expect((await call(method, where, permission, body)).status).toBe(200);
    for (const other of ['DeploymentRead', 'DeploymentModify', 'DeploymentApprove'])
      if (other !== permission) expect((await call(method, where, other, body)).status).toBe(403);
  });

  it.each(ROUTES)('%s %s hands on a refusal', async (method, where, permission, body) => {
    failure = new ServiceError('conflict', 'Deployment 2 is under way there.');
    const { status, text } = await call(method, where, permission, body);
    expect([status, text]).toEqual([409, expect.stringContaining('Deployment 2 is under way')]);
  });

  it('answer what is under way, without the digest of what nobody may see', async () => {
    const { text } = await call('GET', path, 'DeploymentRead');
    expect(JSON.parse(text)).toMatchObject({
      run: 3,
      status: 'running',
      waitsFor: 'step',
      step: 'settle_stack',
      progress: {
        stacks: [{ path: ['Core'], done: 3, total: 5 }],
        stalled: false,
        percent: 41,
        expectedAt: '2025-06-15T15:23:20.000Z',
      },
      requestedAt: '2025-06-15T15:06:40.000Z',
    });
    expect(text).not.toContain('fff');
  });

  it('answer what was found in the hop, and leave out what was not', async () => {
    states = [
      deployment({
        status: 'failed',
        cause: { failure: 'build_failed', message: 'No.', class: 'pulumi_failed', place: 'BUILD' },
        changeSet: { attempt: 1, changes: 1, destroys: ['Core.Table'] },
        changes: [
          {
            path: ['Core', 'Table'],
            type: 'AWS::DynamoDB::Table',
            action: 'Remove',
            destroys: true,
          },
        ],
        drift: [{ path: [], status: 'UNKNOWN', message: 'CloudFormation said Throttling.' }],
        verification: { version: '1.34.18', stacks: [{ path: ['Core'] }], firstUserInvited: true },
        recovery: { action: 'delete', stackId: 'arn:1', status: 'ROLLBACK_COMPLETE' },
        diagnosis: {
          stackId: 'arn:1',
          status: 'ROLLBACK_COMPLETE',
          outcome: 'failed',
          text: 'Why.',
        },
      }),
    ];
    const { text } = await call('GET', path, 'DeploymentRead');
    expect(JSON.parse(text)).toMatchObject({
      cause: { failure: 'build_failed', message: 'No.', class: 'pulumi_failed', place: 'BUILD' },
      changeSet: {
        resources: [
          {
            path: ['Core', 'Table'],
            type: 'AWS::DynamoDB::Table',
            action: 'Remove',
            destroys: true,
          },
        ],
      },
      drift: [
        { path: [], status: 'UNKNOWN', message: 'CloudFormation said Throttling.', resources: [] },
      ],
      verification: {
        version: '1.34.18',
        stacks: [{ path: ['Core'] }],
        missingOutputs: [],
        firstUserInvited: true,
      },
      recovery: { action: 'delete', stackId: 'arn:1', status: 'ROLLBACK_COMPLETE', resources: [] },
      diagnosis: { outcome: 'failed', text: 'Why.' },
    });
    states = [deployment()];
    const bare = JSON.parse((await call('GET', path, 'DeploymentRead')).text) as object;
    for (const name of ['cause', 'diagnosis', 'recovery', 'drift', 'verification', 'changeSet'])
      expect(bare).not.toHaveProperty(name);
  });

  it('hand on the values of parameters, and tell the audit log none', async () => {
    failure = new ServiceError('conflict', 'No.');
    const before = doors.attempts.length;
    const parameters = { Secret: 'canary' };
    await call('POST', '/deployments', 'DeploymentModify', { ...asked, parameters });
    expect(heard).toMatchObject([{ parameters, current: '', channel: '' }]);
    expect(doors.attempts.length).toBe(before + 1);
    expect(JSON.stringify(doors.attempts.slice(before))).not.toContain('canary');
  });

  it('refuse what cannot be asked for', async () => {
    for (const body of [{ ...asked, surprise: 1 }, { stackName: 'x' }])
      expect((await call('POST', '/deployments', 'DeploymentModify', body)).status).toBe(400);
    expect((await call('POST', `${path}/cancel`, 'DeploymentModify', {})).status).toBe(400);
    const wiped = { ...SAID, action: 'update' };
    expect((await call('POST', `${path}/recover`, 'DeploymentModify', wiped)).status).toBe(400);
    expect((await call('GET', `/deployments/${ID}/zero`, 'DeploymentRead')).status).toBe(404);
  });

  it('tell a deployment as it goes on, and end with it', async () => {
    states = [
      deployment(),
      deployment({ revision: 10 }),
      deployment({ revision: 11, status: 'completed', waitsFor: '', lastGood: '1.34.18' }),
    ];
    const { text } = await call('GET', `${path}/stream`, 'DeploymentRead');
    expect(text.match(/^id: \d+$/gm)).toEqual(['id: 9', 'id: 10', 'id: 11']);
    expect(text).toContain('"status":"completed"');
  });
});
