import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS, RoleSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../test/doors.js';

const ID = '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10';
const role = create(RoleSchema, {
  id: ID,
  arn: 'arn:aws:iam::444455556666:role/reader',
  account: '444455556666',
  partition: 'aws',
  purpose: 'reads a key',
  environment: 'detection',
  externalId: 'margay-x',
  status: 'proposed',
  createdAt: { seconds: 1_750_000_000n },
  updatedAt: { seconds: 1_750_000_000n },
  createdBy: { type: 2, id: 'maker' },
});
const step = { status: 'proposed', reason: '', at: { seconds: 1_750_000_000n, nanos: 0 } };
const verification = {
  id: 'v',
  outcome: 'failed',
  steps: [
    { step: 'assume', outcome: 'failed', cause: 'Refused.', remedy: 'Trust us.', $typeName: 'x' },
  ],
  startedAt: { seconds: 1_750_000_000n, nanos: 0 },
};

describe('the doors of the role registry', () => {
  let doors: Doors;
  let url = '';
  const asked: Record<string, unknown>[] = [];
  let failure: ServiceError | undefined;

  const answering = (answer: unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer);
  };

  beforeAll(async () => {
    doors = await openDoors({
      roles: {
        proposeRole: answering({ role }),
        getRole: answering({ role, steps: [step] }),
        listRoles: answering({ roles: [role], next: 'abc' }),
        getRoleTemplates: answering({ trustPolicy: '{}', $typeName: 'x' }),
        reviewRolePolicies: answering({ passed: true, findings: [], probes: [] }),
        verifyRole: answering({ verification }),
        listRoleVerifications: answering({ verifications: [verification] }),
        suspendRole: answering({ role }),
        reinstateRole: answering({ role }),
        revokeRole: answering({ role }),
        listAssumableRoles: answering({
          roles: [{ id: ID, arn: role.arn, externalId: 'margay-x', secrets: [] }],
        }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());

  const call = async (method: string, path: string, key: string | undefined, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key ? { 'X-API-Key': key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const admin = () => doors.key(['all']);

  const proposal = {
    arn: role.arn,
    purpose: 'reads a key',
    environment: 'detection',
    secrets: ['arn:aws:secretsmanager:us-east-1:444455556666:secret:vt-AbCdEf'],
  };
  const reason = { reason: 'because' };

  const ROUTES = [
    ['GET', '/iam-roles', 'IamRoleRead', undefined],
    ['GET', '/iam-roles/assumable?environment=detection', 'IamRoleRead', undefined],
    ['POST', '/iam-roles', 'IamRoleModify', proposal],
    ['GET', `/iam-roles/${ID}`, 'IamRoleRead', undefined],
    ['GET', `/iam-roles/${ID}/templates`, 'IamRoleRead', undefined],
    ['POST', `/iam-roles/${ID}/review`, 'IamRoleRead', { trustPolicy: '{}' }],
    ['POST', `/iam-roles/${ID}/verify`, 'IamRoleModify', {}],
    ['GET', `/iam-roles/${ID}/verifications`, 'IamRoleRead', undefined],
    ['POST', `/iam-roles/${ID}/suspend`, 'IamRoleModify', reason],
    ['POST', `/iam-roles/${ID}/reinstate`, 'IamRoleModify', reason],
    ['POST', `/iam-roles/${ID}/revoke`, 'IamRoleModify', reason],
  ] as const;

  describe.each(ROUTES)('%s %s', (method, path, permission, body) => {
    it('tells whoever has no key nothing but 401', async () => {
      expect((await call(method, path, undefined, body)).status).toBe(401);
    });

    it('answers 403 to a key that may do everything else', async () => {
      const others = PERMISSIONS.map(({ id }) => id).filter((id) => id !== permission);
      const { status, json } = await call(method, path, doors.key(others), body);
      expect(status).toBe(403);
      expect(json['message']).toContain(permission);
    });

    it('answers 200 to a key with the permission', async () => {
      expect((await call(method, path, doors.key([permission]), body)).status).toBe(200);
    });
  });

  it('answers a proposal with the role and its external id', async () => {
    const { json } = await call('POST', '/iam-roles', admin(), proposal);
    expect(json).toMatchObject({
      id: ID,
      externalId: 'margay-x',
      status: 'proposed',
      createdBy: { id: 'maker', type: 'api-token' },
    });
    expect(asked.at(-1)).toMatchObject({ ...proposal, kmsKeys: [], tags: {} });
  });

  it.each([
    ['no ARN', { ...proposal, arn: undefined }, 'arn'],
    ['secrets that are no list', { ...proposal, secrets: 'x' }, 'secrets'],
    ['no such environment', { ...proposal, environment: 'x' }, 'environment'],
    ['tags that are no texts', { ...proposal, tags: { a: 7 } }, 'tags.a'],
    ['an external id of its own', { ...proposal, externalId: 'mine' }, 'externalId'],
  ])('answers 400 to a proposal with %s', async (_what, body, path) => {
    const { status, json } = await call('POST', '/iam-roles', admin(), body);
    expect(status).toBe(400);
    expect(json['errors']).toContainEqual(expect.objectContaining({ path }));
  });

  it('answers 409 to one that is registered', async () => {
    failure = new ServiceError('conflict', 'The role is registered already.');
    const { status } = await call('POST', '/iam-roles', admin(), proposal);
    failure = undefined;
    expect(status).toBe(409);
  });

  it('hands filters on, and refuses those there are not', async () => {
    await call('GET', '/iam-roles?status=active&account=444455556666&limit=7', admin());
    expect(asked.at(-1)).toMatchObject({ status: 'active', account: '444455556666', limit: 7 });
    for (const query of ['status=x', 'account=1', 'environment=x', 'colour=red'])
      expect((await call('GET', `/iam-roles?${query}`, admin())).status).toBe(400);
  });

  it('shows a verification step by step', async () => {
    const { json } = await call('GET', `/iam-roles/${ID}/verifications`, admin());
    expect(json['results']).toEqual([
      {
        id: 'v',
        outcome: 'failed',
        steps: [{ step: 'assume', outcome: 'failed', cause: 'Refused.', remedy: 'Trust us.' }],
        startedAt: '2025-06-15T15:06:40.000Z',
      },
    ]);
  });

  it('starts a verification with documents or without', async () => {
    await call('POST', `/iam-roles/${ID}/verify`, admin(), {});
    expect(asked.at(-1)).toEqual({ id: ID });
    await call('POST', `/iam-roles/${ID}/verify`, admin(), { trustPolicy: { Statement: [] } });
    expect(asked.at(-1)).toEqual({ id: ID, trustPolicy: '{"Statement":[]}' });
    expect((await call('POST', `/iam-roles/${ID}/verify`, admin(), { x: 1 })).status).toBe(400);
  });

  it('reads a history', async () => {
    const { json } = await call('GET', `/iam-roles/${ID}`, admin());
    expect(json['steps']).toEqual([
      { status: 'proposed', reason: '', at: '2025-06-15T15:06:40.000Z' },
    ]);
  });

  it('takes policies as text and as JSON', async () => {
    const path = `/iam-roles/${ID}/review`;
    await call('POST', path, admin(), { trustPolicy: { Statement: [] }, permissionPolicy: '{' });
    expect(asked.at(-1)).toEqual({
      id: ID,
      trustPolicy: '{"Statement":[]}',
      permissionPolicy: '{',
    });
    expect((await call('POST', path, admin(), {})).status).toBe(400);
    expect((await call('POST', path, admin(), { trustPolicy: 7 })).status).toBe(400);
  });

  it.each(['suspend', 'reinstate', 'revoke'])('wants to know why it should %s', async (verb) => {
    expect((await call('POST', `/iam-roles/${ID}/${verb}`, admin(), {})).status).toBe(400);
    await call('POST', `/iam-roles/${ID}/${verb}`, admin(), reason);
    expect(asked.at(-1)).toEqual({ id: ID, ...reason });
  });

  it('says what may be assumed, to whom', async () => {
    expect((await call('GET', '/iam-roles/assumable', admin())).status).toBe(400);
    const { json } = await call('GET', '/iam-roles/assumable?environment=unit-test', admin());
    expect(json['results']).toEqual([
      { id: ID, arn: role.arn, externalId: 'margay-x', secrets: [] },
    ]);
    expect(asked.at(-1)).toEqual({ environment: 'unit-test' });
  });
});
