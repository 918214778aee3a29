import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FreezeSchema, ReleaseNoticeSchema, RolloutSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const at = new Date('2026-01-02T03:04:05.000Z');
const when = timestampFromDate(at);
const window = { days: ['sat'], from: '22:30', minutes: 240, timeZone: 'Europe/Vienna' };
const rollout = create(RolloutSchema, {
  id: 'r1',
  target: '1.25.18',
  channel: 'stable',
  status: 'running',
  heldBy: 'soaking',
  ring: 1,
  soaksUntil: when,
  maxParallel: 5,
  requestedAt: when,
  rings: [
    {
      name: 'canary',
      soakMinutes: 30,
      accounts: [
        {
          target: { accountId: 'a', stackName: 'panther', current: '1.24.12', window },
          status: 'completed',
          run: 3,
        },
        { target: { accountId: 'b', stackName: 'panther' }, status: 'refused', message: 'No.' },
      ],
    },
  ],
});
const shown = {
  id: 'r1',
  target: '1.25.18',
  status: 'running',
  heldBy: 'soaking',
  ring: 1,
  soaksUntil: at.toISOString(),
  rings: [
    {
      name: 'canary',
      soakMinutes: 30,
      accounts: [
        { accountId: 'a', current: '1.24.12', window, status: 'completed', run: 3 },
        { accountId: 'b', status: 'refused', message: 'No.' },
      ],
    },
  ],
};
const freeze = create(FreezeSchema, { id: 'f1', from: when, until: when, reason: 'Holidays.' });
const notice = create(ReleaseNoticeSchema, {
  accountId: 'a',
  current: '1.24.12',
  outcome: 'planned',
  hops: ['1.25.18'],
});
const asked = {
  target: '1.25',
  stackName: 'panther',
  rings: [{ name: 'canary', accounts: [{ accountId: 'a', parameters: { Secret: 'x' } }] }],
};

describe('the doors of rollouts', () => {
  let doors: Doors;
  let url = '';
  let failing: ServiceError | undefined;
  const heard: unknown[] = [];
  const answer = (value: object) => (request: unknown) => {
    heard.push(request);
    return failing ? Promise.reject(failing) : Promise.resolve(value);
  };

  beforeAll(async () => {
    const one = answer({ rollout });
    doors = await openDoors({
      rollouts: {
        requestRollout: one,
        getRollout: one,
        listRollouts: answer({ rollouts: [rollout], next: 'cursor' }),
        approveRollout: one,
        pauseRollout: one,
        resumeRollout: one,
        cancelRollout: one,
        listFreezes: answer({ freezes: [freeze] }),
        declareFreeze: answer({ freeze }),
        liftFreeze: answer({}),
        listReleaseNotices: answer({ notices: [notice], next: '' }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failing = undefined;
    heard.length = 0;
  });

  const send = async (method: string, path: string, permission: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key([permission]),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as object };
  };

  const reason = { reason: 'A test.' };
  const ALL = [
    ['POST', '/rollouts', 'DeploymentModify', asked],
    ['GET', '/rollouts', 'DeploymentRead', undefined],
    ['GET', '/rollouts/r1', 'DeploymentRead', undefined],
    ['POST', '/rollouts/r1/approve', 'DeploymentApprove', undefined],
    ['POST', '/rollouts/r1/pause', 'DeploymentModify', reason],
    ['POST', '/rollouts/r1/resume', 'DeploymentModify', reason],
    ['POST', '/rollouts/r1/cancel', 'DeploymentModify', reason],
    ['GET', '/freezes', 'DeploymentRead', undefined],
    ['POST', '/freezes', 'DeploymentModify', { until: at.toISOString(), ...reason }],
    ['POST', '/freezes/f1/lift', 'DeploymentModify', reason],
    ['GET', '/releases/1.25.18/notices', 'DeploymentRead', undefined],
  ] as const;

  it.each(ALL)('%s %s needs %s', async (method, path, permission, body) => {
    expect((await send(method, path, 'AccountRead', body)).status).toBe(403);
    expect(heard).toEqual([]);
    expect([200, 204]).toContain((await send(method, path, permission, body)).status);
    expect(heard).toHaveLength(1);
  });

  it('show how every account stands', async () => {
    expect((await send('GET', '/rollouts/r1', 'DeploymentRead')).json).toMatchObject(shown);
    expect((await send('GET', '/rollouts', 'DeploymentRead')).json).toMatchObject({
      results: [{ id: 'r1', status: 'running' }],
      next: 'cursor',
    });
  });

  it('take what is not said as it is documented', async () => {
    await send('POST', '/rollouts', 'DeploymentModify', asked);
    expect(heard).toEqual([
      {
        target: '1.25',
        channel: '',
        stackName: 'panther',
        roleVersion: '',
        maxParallel: 5,
        failuresAllowed: 0,
        parameters: {},
        rings: [
          {
            name: 'canary',
            soakMinutes: 0,
            accounts: [
              {
                accountId: 'a',
                stackName: '',
                current: '',
                roleVersion: '',
                parameters: { Secret: 'x' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    [{ ...asked, rings: [] }, 'rings'],
    [{ ...asked, maxParallel: 0 }, 'maxParallel'],
    [{ ...asked, window: { ...window, minutes: 1 } }, 'window.minutes'],
    [{ ...asked, stackName: undefined }, 'stackName'],
  ])('refuse %j', async (body, path) => {
    const { status, json } = await send('POST', '/rollouts', 'DeploymentModify', body);
    expect(status).toBe(400);
    expect((json as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ path }));
  });

  it.each([
    ['bad_request', 400],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
  ] as const)('answer %s as %i', async (code, status) => {
    failing = new ServiceError(code, 'No.');
    expect((await send('POST', '/rollouts/r1/approve', 'DeploymentApprove')).status).toBe(status);
  });
});
